// Expressions: the shared vectors, and what only this reader promises.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  compileExpression,
  ExpressionError,
  holds,
  scopeOf,
  valueOrNull,
} from '../../../pwa/js/forms/expressions.js';
import { vectors } from '../vectors.js';

/** The value, or the kind of error, of one expression. */
function worked(text, values = {}) {
  try {
    return { value: compileExpression(text)(scopeOf(values)) };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return { error: error.kind };
  }
}

for (const { expr, scope, ...expected } of vectors('forms').expressions) {
  test(`an expression means what the norm's page says: ${expr.slice(0, 60)}`, () => {
    assert.deepEqual(worked(expr, scope), expected);
  });
}

test('an expression is compiled once', () => {
  assert.equal(compileExpression('1 + 1'), compileExpression('1 + 1'));
});

test('the names of an expression are known before it is worked out', () => {
  const { names } = compileExpression("is_set(a) and previous.b == 'x' or score(c) > 1");

  assert.deepEqual(names, ['a', 'previous.b', 'c']);
});

test('the points of a choice are asked by its name, brackets or not', () => {
  const scope = { value: () => null, score: (name) => (name === 'danger_level' ? 3 : null) };

  assert.equal(compileExpression('score(danger_level)')(scope), 3);
  assert.equal(compileExpression('score((danger_level))')(scope), 3);
});

test('points of something that is no name are refused, also beside a name', () => {
  assert.deepEqual(worked('x + score(1)', { x: 1 }), { error: 'arity' });
  assert.deepEqual(worked('score(x + 1)', { x: 1 }), { error: 'arity' });
  assert.deepEqual(worked('score(true)'), { error: 'arity' });
});

test('a word that stands in a call as a name is no function', () => {
  assert.deepEqual(worked('constructor(1)'), { error: 'unknown_function' });
});

test('a name that only JavaScript knows is unknown', () => {
  assert.deepEqual(worked('constructor'), { error: 'unknown_name' });
});

test('numbers of no number are an error, not a silent null', () => {
  assert.deepEqual(worked("floor('a')"), { error: 'type_error' });
  assert.deepEqual(worked("sum(['a'])"), { error: 'type_error' });
  assert.deepEqual(worked("round('a', 1)"), { error: 'type_error' });
});

test('there is no day beyond the calendar', () => {
  assert.deepEqual(worked("add_days('9999-12-31', 1)"), { error: 'type_error' });
  assert.deepEqual(worked("add_months('0001-01-31', -1)"), { error: 'type_error' });
});

test('what cannot be worked out is not known, and holds for no condition', () => {
  const scope = scopeOf({ x: 'yes' });

  assert.equal(valueOrNull('x + 1', scope), null);
  assert.equal(holds('not x', scope), false);
  assert.equal(holds('not nowhere', scope), false);
});

test('brackets may stand 31 deep within an expression, not deeper', () => {
  const nested = (depth) => '('.repeat(depth) + '1' + ')'.repeat(depth);

  assert.deepEqual(worked(nested(31)), { value: 1 });
  assert.deepEqual(worked(nested(32)), { error: 'parse_error' });
});
