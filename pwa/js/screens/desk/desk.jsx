// Which view of the desk is in sight: first who sits there, then where they are.
import { useEffect } from 'preact/hooks';
import { address } from '../../stores/desk/place.js';
import { person } from '../../stores/desk/session.js';
import { readBoard } from '../../stores/desk/board.js';
import { Board } from './board.jsx';
import { Conflicts } from './conflicts.jsx';
import { Find } from './find.jsx';
import { Me } from './me.jsx';
import { Phones } from './phones.jsx';
import { SignIn } from './sign_in.jsx';
import { Waiting } from './waiting.jsx';

const VIEWS = {
  board: Board,
  conflicts: Conflicts,
  phones: Phones,
  waiting: Waiting,
  find: Find,
  me: Me,
};

export function Desk() {
  if (person.value === undefined) return null;
  if (person.value === null) return <SignIn />;
  return <SignedIn />;
}

function SignedIn() {
  const { view, period } = address.value;
  const View = VIEWS[view];
  // Its counts stand in the rail of every view.
  useEffect(() => void readBoard(period), [period]);
  return <View />;
}
