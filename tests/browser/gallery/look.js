// Measures what an eye would complain of on the page in sight. Returns sentences, one per fault.
//
// Rules: text at least 15 px and 7:1 on what lies behind it; what can be tapped at least 48 × 48;
// nothing cut off, nothing beyond the edge.
(() => {
  const LEAST_TEXT = 15;
  const LEAST_TARGET = 48;
  const LEAST_CONTRAST = 7;
  const TOLERANCE = 1;

  const faults = new Set();
  const root = document.querySelector('dialog[open]') ?? document.body;
  const named = (element) =>
    `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} "${element.textContent.slice(0, 24)}"`;

  /** @param {string} colour @returns {number[]} red, green, blue, alpha */
  const channels = (colour) => {
    const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
    return [red, green, blue, alpha];
  };
  const luminance = ([red, green, blue]) => {
    const [r, g, b] = [red, green, blue].map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const background = channels(getComputedStyle(at).backgroundColor);
      if (background[3] === 1) return background;
    }
    return [255, 255, 255, 1];
  };
  const isSpokenOnly = (element) =>
    Boolean(element.closest('.spoken, [aria-hidden="true"]:not(svg)'));
  const scrollsSideways = (element) => Boolean(element.closest('.chips, .trend'));

  // A font's line is higher than its letters; only letters are seen.
  const inkBottom = (range, size) => {
    const last = [...range.getClientRects()].at(-1);
    return last.bottom - Math.max(0, last.height - size) / 2;
  };

  const judgeText = (node) => {
    const element = node.parentElement;
    const style = getComputedStyle(element);
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width === 0 || isSpokenOnly(element)) return;
    const size = parseFloat(style.fontSize);
    if (size < LEAST_TEXT) faults.add(`${size} px: ${named(element)}`);
    const ink = channels(element.closest('svg') ? style.fill : style.color);
    const ratio = contrast(ink, behind(element));
    if (ratio < LEAST_CONTRAST) faults.add(`${ratio.toFixed(1)}:1: ${named(element)}`);
    if (scrollsSideways(element)) return;
    if (box.right > innerWidth + TOLERANCE || box.left < -TOLERANCE) {
      faults.add(`beyond the edge: ${named(element)}`);
    }
    const frame = element.closest('button, .card, .field, .door-plate, .pill');
    const room = frame?.getBoundingClientRect();
    if (room && (box.right > room.right + TOLERANCE || inkBottom(range, size) > room.bottom)) {
      faults.add(`sticks out of its frame: ${named(element)}`);
    }
  };

  const judgeTarget = (element) => {
    const target = element.closest('label') ?? element.closest('.search') ?? element;
    const { width, height } = target.getBoundingClientRect();
    if (width === 0) return;
    if (width < LEAST_TARGET || height < LEAST_TARGET) {
      faults.add(`${Math.round(width)} × ${Math.round(height)}: ${named(element)}`);
    }
  };

  // With letters twice as large a long number scrolls inside its field: no screen is wide enough for it.
  const isEnlarged = parseFloat(getComputedStyle(document.documentElement).fontSize) > 16;
  const judgeInput = (element) => {
    if (isEnlarged) return;
    if (element.scrollWidth > element.clientWidth + TOLERANCE)
      faults.add(`cut: ${element.value}`);
  };

  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (walker.currentNode.data.trim()) judgeText(walker.currentNode);
  }
  root.querySelectorAll('button, a[href], input, textarea').forEach(judgeTarget);
  root.querySelectorAll('input').forEach(judgeInput);
  if (document.documentElement.scrollWidth > innerWidth + TOLERANCE)
    faults.add('scrolls sideways');
  return [...faults];
})();
