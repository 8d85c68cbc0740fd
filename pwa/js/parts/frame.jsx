// The frame of a screen: bar on top, content, foot and tabs at the thumb.

/** @typedef {import('preact').ComponentChildren} Children */

/**
 * @param {{ bar?: Children, foot?: Children, tabs?: Children, toast?: Children, children: Children, tone?: string }} props
 */
export function Frame({ bar, foot, tabs, toast, children, tone = '' }) {
  return (
    <div class={`frame ${tone}`}>
      {bar}
      <main>{children}</main>
      {(foot || tabs || toast) && (
        <footer class={`bottom ${tabs ? 'with-tabs' : ''}`}>
          {toast}
          {foot}
          {tabs}
        </footer>
      )}
    </div>
  );
}
