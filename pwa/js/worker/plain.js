// Names as they are compared: however they were typed.

/** Dots that stand in minority names: one person, however the dot was typed. */
const DOTS = /[\s·•‧・.．]/g;

/** @param {string} text */
export const plain = (text) => text.normalize('NFC').toLowerCase().replace(DOTS, '');
