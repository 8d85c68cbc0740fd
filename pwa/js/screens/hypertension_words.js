// What is said around the hypertension follow-up: the rule of the class, and what to tell the resident.
import { dayAndWeekday } from '../i18n/dates.js';
import { language, t } from '../i18n/language.js';
import { targetsOf } from './targets.js';

/** @typedef {import('./form_words.js').Spoken} Spoken */

/** Less than this much lower or higher is "about the same". */
const SAME_WITHIN = 4;

/** Parts of the printed form -> one word above the screen. */
const STEPS = /** @type {const} */ ({
  visit: 'step.unwell',
  signs: 'step.measure',
  lifestyle: 'step.habits',
  treatment: 'step.medicines',
  conclusion: 'step.plan',
});

/** @param {string} section @returns {string | undefined} */
export function step(section) {
  const word = STEPS[/** @type {keyof typeof STEPS} */ (section)];
  return word && t(word);
}

/**
 * @param {string} field
 * @param {Spoken} spoken
 * @returns {string | undefined}
 */
export function rule(field, { body, resident, today }) {
  const [upper, lower] = targetsOf('blood_pressure', resident, today);
  if (field === 'control_class' && body.systolic_blood_pressure) {
    const value = `${body.systolic_blood_pressure}/${body.diastolic_blood_pressure}`;
    return t(upper === 150 ? 'rule.older' : 'rule.adult', {
      value,
      target: `${upper}/${lower}`,
    });
  }
  if (field === 'next_visit_date') return t('rule.schedule');
  return undefined;
}

/**
 * Where somebody is to be referred, that is said first, and no walk is advised. In danger nothing is
 * said that could make anybody wait: no habits, and no "better than last time" (NBPHS-3,
 * hypertension, 2.2 (1): refer urgently).
 *
 * @param {Spoken} spoken
 */
export function tell(spoken) {
  const { dangers, body } = spoken;
  const advice =
    dangers.length > 0
      ? [goTo('tell.go_now', body), value(body)]
      : body.referral_needed
        ? [goTo('tell.go_to_hospital', body), pressure(spoken), habits(body, false)]
        : [pressure(spoken), tablets(spoken), habits(body, true)];
  return [...advice, comeBack(spoken)].filter((sentence) => sentence !== '');
}

/**
 * @param {'tell.go_now' | 'tell.go_to_hospital'} words
 * @param {Spoken['body']} body
 */
function goTo(words, { referral_needed: isReferred, referral_institution: institution }) {
  return t(words, { where: (isReferred && institution) || t('tell.a_hospital') });
}

/** @param {Spoken['body']} body */
function value({ systolic_blood_pressure: upper, diastolic_blood_pressure: lower }) {
  return upper && lower ? t('tell.pressure_first', { value: `${upper}/${lower}` }) : '';
}

/** @param {Spoken} spoken */
function pressure({ body, previous }) {
  const { systolic_blood_pressure: now, diastolic_blood_pressure: lower } = body;
  const before = previous.systolic_blood_pressure;
  if (!now || !lower || !before) return value(body);
  const said = { value: `${now}/${lower}` };
  if (Math.abs(now - before) < SAME_WITHIN) return t('tell.pressure_same', said);
  return t(now < before ? 'tell.pressure_better' : 'tell.pressure_higher', said);
}

/** @param {Spoken} spoken */
function tablets({ body, previous }) {
  if (!body.medications?.length) return '';
  if (body.medication_adherence !== 'regular') return t('tell.tablets_regularly');
  const names = (/** @type {any} */ one) =>
    (one.medications ?? [])
      .map((/** @type {any} */ row) => `${row.drug_name} ${row.dose}`)
      .join();
  return t(names(body) === names(previous) ? 'tell.tablets_as_before' : 'tell.tablets_changed');
}

/** @param {Spoken['body']} body @param {boolean} mayWalk */
function habits(body, mayWalk) {
  const said = [];
  if (['moderate', 'heavy'].includes(body.salt_intake)) said.push(t('tell.less_salt'));
  const walks = body.target_exercise_sessions_per_week ?? body.exercise_sessions_per_week;
  if (walks && mayWalk) said.push(t('tell.walk', { count: walks }));
  if (body.daily_cigarettes > 0) said.push(t('tell.smoke_less'));
  if (body.daily_alcohol > 0) said.push(t('tell.drink_less'));
  return said.slice(0, 2).join(language.value === 'en' ? ' ' : '');
}

/** @param {Spoken} spoken */
const comeBack = ({ body }) =>
  body.next_visit_date ? t('tell.come_back', { day: dayAndWeekday(body.next_visit_date) }) : '';
