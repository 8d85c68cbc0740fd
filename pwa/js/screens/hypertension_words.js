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

/** @param {Spoken} spoken */
export function tell(spoken) {
  return [pressure(spoken), tablets(spoken), habits(spoken), comeBack(spoken)].filter(
    (sentence) => sentence !== '',
  );
}

/** @param {Spoken} spoken */
function pressure({ body, previous }) {
  const { systolic_blood_pressure: now, diastolic_blood_pressure: lower } = body;
  if (!now || !lower) return '';
  const value = `${now}/${lower}`;
  const before = previous.systolic_blood_pressure;
  if (!before) return t('tell.pressure_first', { value });
  if (Math.abs(now - before) < SAME_WITHIN) return t('tell.pressure_same', { value });
  return t(now < before ? 'tell.pressure_better' : 'tell.pressure_higher', { value });
}

/** @param {Spoken} spoken */
function tablets({ body, previous }) {
  if (body.referral_needed && body.referral_institution) {
    return t('tell.go_to_hospital', { where: body.referral_institution });
  }
  if (!body.medications?.length) return '';
  if (body.medication_adherence !== 'regular') return t('tell.tablets_regularly');
  const names = (/** @type {any} */ one) =>
    (one.medications ?? [])
      .map((/** @type {any} */ row) => `${row.drug_name} ${row.dose}`)
      .join();
  return t(names(body) === names(previous) ? 'tell.tablets_as_before' : 'tell.tablets_changed');
}

/** @param {Spoken} spoken */
function habits({ body }) {
  const said = [];
  if (['moderate', 'heavy'].includes(body.salt_intake)) said.push(t('tell.less_salt'));
  const walks = body.target_exercise_sessions_per_week ?? body.exercise_sessions_per_week;
  if (walks) said.push(t('tell.walk', { count: walks }));
  if (body.daily_cigarettes > 0) said.push(t('tell.smoke_less'));
  if (body.daily_alcohol > 0) said.push(t('tell.drink_less'));
  return said.slice(0, 2).join(language.value === 'en' ? ' ' : '');
}

/** @param {Spoken} spoken */
const comeBack = ({ body }) =>
  body.next_visit_date ? t('tell.come_back', { day: dayAndWeekday(body.next_visit_date) }) : '';
