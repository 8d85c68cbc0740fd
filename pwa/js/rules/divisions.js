// The administrative division at the front of identity numbers and codes (GB/T 2260, GB/T 10114).

const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(
    ' ',
  ),
);
// Dongguan, Zhongshan, Danzhou, Jiayuguan: cities divided into townships without counties.
const CITIES_WITHOUT_COUNTIES = new Set(['441900', '442000', '460400', '620200']);

/**
 * Whether two digits name a province. Later digits change over the years, while a person keeps
 * the number: more is not checked.
 *
 * @param {string} digits
 */
export const isProvince = (digits) => PROVINCES.has(digits);

/**
 * Why a 12-digit village code cannot be one: its first part that is wrong, or null.
 *
 * @param {string} village
 * @returns {'county' | 'township' | 'village' | null}
 */
export function villageError(village) {
  const county = village.slice(0, 6);
  const noCounty = county.endsWith('00') && !CITIES_WITHOUT_COUNTIES.has(county);
  if (!isProvince(village.slice(0, 2)) || village.slice(2, 4) === '00' || noCounty) {
    return 'county';
  }
  if (village.slice(6, 9) === '000') return 'township';
  return village.slice(9, 12) === '000' ? 'village' : null;
}
