// Two check digits over a long number: ISO 7064 MOD 97-10.

/**
 * The two check digits of a number, "02" to "98".
 *
 * @param {string} digits
 */
export function checkDigits(digits) {
  // Digit by digit: 18 digits are beyond the integers that JavaScript holds exactly.
  let rest = 0;
  for (const digit of `${digits}00`) rest = (rest * 10 + Number(digit)) % 97;
  return String(98 - rest).padStart(2, '0');
}
