// What a resident's documents say, by the forms and the schedule that are loaded.
import { frontPage } from './front_page.js';
import { withLastService } from './front_page_tasks.js';
import { summariesOf } from './front_page_readings.js';
import { viewOf } from './front_page_view.js';
import { indexRow } from './index_row.js';
import { clockOf } from './schedule_clock.js';
import { createPlanner } from './schedule.js';
import { consequencesOf } from './consequences.js';

/** @import { Cause } from './consequences.js' */
/** @import { Consequence } from './consequences_made.js' */
/** @import { FrontPage } from './front_page.js' */
/** @import { Forms } from './front_page_documents.js' */
/** @import { RecordFacts } from './front_page_view.js' */
/** @import { PlanFacts } from './schedule.js' */
/** @import { Task } from './schedule_task.js' */

/**
 * @typedef {object} Records
 * @property {(facts: RecordFacts) => FrontPage} frontPage
 * @property {(facts: RecordFacts) => ReturnType<typeof indexRow>} indexRow
 * @property {(facts: PlanFacts) => Task[]} tasks
 * @property {(cause: Cause) => Consequence[]} consequences
 */

/**
 * Reads records by these forms; a rule of the schedule whose form is not among them plans
 * nothing. All four are pure, and the centre answers the same.
 *
 * @param {Forms} forms
 * @param {Record<string, any>} schedule  Of schedule.yaml
 * @returns {Records}
 */
export function createRecords(forms, schedule) {
  const planner = createPlanner(forms, withLastService(schedule));
  const definitions = { planner, summaries: summariesOf(forms) };
  return {
    frontPage: (facts) => frontPage(viewOf(forms, facts), definitions, clockOf(facts.today)),
    indexRow: (facts) => indexRow(viewOf(forms, facts), definitions),
    tasks: (facts) => planner.plan(facts),
    consequences: (cause) => consequencesOf(forms, cause),
  };
}
