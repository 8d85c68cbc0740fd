// The first page of all: what this browser lacks, in words, and what to do about it.
import { t } from '../i18n/language.js';
import { Problem } from '../parts/empty.jsx';
import { Frame } from '../parts/frame.jsx';

/** @param {{ missing: string[] }} props Codes of stores/browser.js */
export function BrowserTest({ missing }) {
  return (
    <Frame>
      <Problem
        alone
        title={t('browser.cannot')}
        lines={missing.map((code) => t(/** @type {any} */ (`browser.${code}`)))}
        code={missing.join(' ')}
      />
    </Frame>
  );
}
