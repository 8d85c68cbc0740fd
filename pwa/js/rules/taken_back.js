// The reason of a retire by which one takes back what one has just said: one's own word alone (docs/record.md, section 6).
export const TAKEN_BACK = 'undo';
