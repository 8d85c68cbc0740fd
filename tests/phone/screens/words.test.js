// How doors are said: each word once, however the address was entered.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import '../i18n/built.js';

const { placeWords, shortPlaceWords } = await import('../../../pwa/js/screens/words.js');

const door = (building, entrance) => ({ natural_village: '幸福里', building, entrance });

test('a building and an entrance have their word once, entered with it or without', () => {
  assert.equal(placeWords(door('5', '2')), '幸福里 5 栋 2 单元');
  assert.equal(placeWords(door('5栋', '2单元')), '幸福里 5栋 2单元');
  assert.equal(placeWords(door('B座', '二单元')), '幸福里 B座 二单元');
});

test('where there is little room only the numbers stand', () => {
  assert.equal(shortPlaceWords(door('5', '2')), '幸福里 5-2');
  assert.equal(shortPlaceWords(door('5栋', '2单元')), '幸福里 5-2');
  assert.equal(shortPlaceWords(door('东楼', null)), '幸福里 东楼');
});
