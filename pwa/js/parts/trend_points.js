// Where the readings of a trend stand: pure geometry, in percent of the drawing.

/**
 * A reading: when, in words, and one value per line, upper line first (a missing value is null).
 *
 * @typedef {{ label: string, values: (number | null)[] }} Reading
 */

/** @typedef {{ x: number, y: number, value: number, within: boolean, latest: boolean }} Point */

/** @typedef {{ points: Point[], target: number | null, labelsAbove: boolean }} Line */

/** The bands in which one or two lines are drawn, in percent of the height: numbers stand outside them. */
const BANDS = {
  1: [[24, 70]],
  2: [
    [17, 38],
    [52, 73],
  ],
};

/** A steady pressure is drawn as steady: small ups and downs are not blown up to the whole band. */
const LEAST_SPAN_OF_TARGET = 0.2;

/**
 * Places readings. Below its target is within it; lines share one scale, so that slopes compare.
 *
 * @param {Reading[]} readings  Oldest first
 * @param {(number | null)[]} targets  Per line the value to stay below, or null
 * @returns {Line[]}
 */
export function trendLines(readings, targets) {
  const lines = targets.map((target, line) => ({
    target,
    values: readings.map(({ values }) => values[line] ?? null),
  }));
  const span = Math.max(...lines.map(spanOf));
  const bands = lines.length === 1 ? BANDS[1] : BANDS[2];
  return lines.map(({ target, values }, line) => {
    const [top, bottom] = bands[line];
    const middle = middleOf(values, target);
    const y = (/** @type {number} */ value) =>
      (top + bottom) / 2 - ((value - middle) / span) * (bottom - top);
    return {
      target: target === null ? null : y(target),
      labelsAbove: line === 0,
      points: values.flatMap((value, place) =>
        value === null
          ? []
          : [
              {
                x: ((place + 0.5) / values.length) * 100,
                y: y(value),
                value,
                within: target === null || value < target,
                latest: place === values.length - 1,
              },
            ],
      ),
    };
  });
}

/** @param {{ target: number | null, values: (number | null)[] }} line @returns {number} */
function spanOf({ target, values }) {
  const all = known(values, target);
  const least = LEAST_SPAN_OF_TARGET * Math.max(...all, 1);
  return Math.max(Math.max(...all) - Math.min(...all), least);
}

/** @param {(number | null)[]} values @param {number | null} target @returns {number} */
function middleOf(values, target) {
  const all = known(values, target);
  return (Math.max(...all) + Math.min(...all)) / 2;
}

/** @param {(number | null)[]} values @param {number | null} target @returns {number[]} */
function known(values, target) {
  return [...values, target].filter((value) => value !== null);
}
