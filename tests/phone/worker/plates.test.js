// What stands on a plate where no door has a number: the head of household, as villages say it.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { home, HOME, lines, page, Phone, ZHANG, zhang } from './cast.js';

test('a house without a number goes by its head: in the round, the search and the folders', async (t) => {
  const phone = new Phone(t);
  const { door, ...body } = home().body;
  assert.ok(door);
  const numberless = { ...home(), body: { ...body, head_of_household: ZHANG } };
  phone.centre.pages = [
    page([lines.scope(), lines.resident(zhang()), lines.household(numberless)]),
  ];
  await phone.enrol();

  const [found] = await phone.desk.search('zgf');
  const [household] = await phone.desk.searchHouseholds('张桂芳');
  const folder = await phone.desk.openFolder(ZHANG);
  const { door: plate } = await phone.desk.openHousehold(HOME);

  for (const each of [found.door, household.door, folder.door, plate]) {
    assert.equal(each.door, null);
    assert.equal(each.head, '张桂芳');
  }
});
