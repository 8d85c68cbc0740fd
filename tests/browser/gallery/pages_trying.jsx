// Parts that answer: what a hand does here is heard in globalThis.heard.
import { useState } from 'preact/hooks';
import { AppBar } from '../../../pwa/js/parts/app_bar.jsx';
import { Primary } from '../../../pwa/js/parts/button.jsx';
import { DateField } from '../../../pwa/js/parts/date_field.jsx';
import { Foot } from '../../../pwa/js/parts/foot.jsx';
import { Frame } from '../../../pwa/js/parts/frame.jsx';
import { NumberField } from '../../../pwa/js/parts/number_field.jsx';
import { NumberPad } from '../../../pwa/js/parts/number_pad.jsx';
import { SearchField } from '../../../pwa/js/parts/search_field.jsx';
import { TextField } from '../../../pwa/js/parts/text_field.jsx';
import { Toast } from '../../../pwa/js/parts/toast.jsx';
import { say } from './cast.js';

/** @param {string} what */
const hear = (what) => (value) => globalThis.heard.push([what, value]);

export function Writing() {
  globalThis.heard ??= [];
  const [name, setName] = useState('');
  const [search, setSearch] = useState('');
  const [born, setBorn] = useState('');
  return (
    <Frame bar={<AppBar title={say('写字', 'Writing')} />}>
      <SearchField
        text={search}
        onType={(text) => {
          hear('search')(text);
          setSearch(text);
        }}
        onEnter={hear('enter')}
      />
      <TextField
        id="name"
        label={say('姓名', 'Name')}
        text={name}
        onType={(text) => {
          hear('name')(text);
          setName(text);
        }}
        onEnter={hear('enter')}
      />
      <DateField
        id="born"
        label={say('出生日期', 'Born')}
        digits={born}
        onFocus={hear('focus')}
        onType={setBorn}
      />
    </Frame>
  );
}

export function Tapping() {
  globalThis.heard ??= [];
  const [text, setText] = useState('');
  const [toast, setToast] = useState(true);
  /** Saving takes a while on a slow phone. */
  const save = async () => {
    hear('save')();
    await new Promise((done) => setTimeout(done, 300));
  };
  return (
    <Frame
      bar={<AppBar title={say('点按', 'Tapping')} />}
      toast={
        toast && (
          <Toast
            text={say('已用 138/86', '138/86 is used')}
            onUndo={hear('undo')}
            onGone={() => setToast(false)}
          />
        )
      }
      foot={
        <>
          <Foot>
            <Primary label={say('保存', 'Save')} onPress={save} />
          </Foot>
          <NumberPad
            onKey={(key) => setText(key === 'backspace' ? text.slice(0, -1) : text + key)}
            onBack={hear('back')}
            onNext={hear('next')}
          />
        </>
      }
    >
      <NumberField
        id="pulse"
        label={say('心率', 'Pulse')}
        text={text}
        onFocus={hear('focus')}
        onType={setText}
      />
    </Frame>
  );
}
