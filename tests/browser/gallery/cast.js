// The people of the gallery: invented, in both languages.
import { dotted } from '../../../pwa/js/i18n/lists.js';
import { language } from '../../../pwa/js/i18n/language.js';
import { t } from './words.js';

/** Nothing happens in a gallery. */
export const nothing = () => {};

/** One of two wordings, as a form definition would give it. */
export const say = (zh, en) => (language.value === 'en' ? en : zh);

const about = (sex, age) =>
  t('person.about', { sex: t(`person.${sex}`), age: t('person.age', { count: age }) });

export const cast = () => ({
  zhang: {
    id: 'zhang',
    name: say('张桂芳', 'Zhang Guifang'),
    about: about('female', 67),
    state: 'overdue',
    why: t('why.overdue', { matter: say('高血压', 'BP'), count: 12 }),
    value: '142/86',
    date: say('8月12日', '12 Aug'),
  },
  li: {
    id: 'li',
    name: say('李建民', 'Li Jianmin'),
    about: about('male', 70),
    state: 'due',
    why: t('why.due_today', { matter: say('糖尿病', 'Glucose') }),
    value: '6.8',
    date: say('8月24日', '24 Aug'),
  },
  wang: {
    id: 'wang',
    name: say('王德海', 'Wang Dehai'),
    about: about('male', 58),
    state: 'urgent',
    why: t('why.urgent_within', { matter: say('转诊后复查', 'Recheck'), count: 2 }),
    value: '182/108',
    date: say('11月12日', '12 Nov'),
  },
  chen: {
    id: 'chen',
    name: say('陈秀兰', 'Chen Xiulan'),
    about: about('female', 72),
    state: 'not_home',
    why: t('why.again_at', { when: say('今晚', '18:00') }),
    value: '138/84',
    date: say('8月26日', '26 Aug'),
  },
  zhou: { id: 'zhou', name: say('周婷', 'Zhou Ting'), about: about('female', 31) },
  place: say('幸福里 5 栋 2 单元', 'Xingfuli 5, entrance 2'),
  doctor: say('刘敏', 'Liu Min'),
  day: say('11月24日 周二', 'Tue 24 Nov'),
  amlodipine: say('氨氯地平 5毫克', 'Amlodipine 5 mg'),
  dotted,
});
