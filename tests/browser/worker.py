"""Speaks with a phone's worker as the page does: for what no screen shows as a whole."""

from typing import Any

from playwright.sync_api import BrowserContext, Page

#: The page's worker, where a test can reach it.
_KEPT = """
globalThis.Worker = class extends Worker {
  constructor(...given) {
    super(...given);
    globalThis.worker = this;
  }
};
"""
_ASK = """([name, given]) => new Promise((answered, failed) => {
  const call = crypto.randomUUID();
  worker.addEventListener('message', function hear({ data }) {
    if (data.call !== call) return;
    worker.removeEventListener('message', hear);
    if (data.trouble) failed(new Error(data.trouble));
    else answered(data.answer);
  });
  worker.postMessage({ call, name, args: given });
})"""


def within_reach(context: BrowserContext) -> None:
    """Let `ask` find the worker of every page that this browser opens from now on."""
    context.add_init_script(_KEPT)


def ask(page: Page, name: str, *given: Any) -> Any:
    """Call the worker, as pwa/js/worker/bridge.js does."""
    return page.evaluate(_ASK, [name, list(given)])
