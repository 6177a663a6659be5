import { daysInMonth } from '#base';
import { matchAt } from './scan.ts';

export interface CalendarDate { readonly year: number | null; readonly month: number; readonly day: number }
/** A date as written: calendar dates (two when day and month can be swapped), a day counted from today, or a weekday. */
export type DateWords =
  | { readonly type: 'calendar'; readonly dates: readonly CalendarDate[]; /** Needs a time of day beside it to be read as a date. */ readonly weak: boolean; readonly shortYear: boolean }
  | { readonly type: 'relative'; readonly days: -1 | 0 | 1 }
  | { readonly type: 'weekday'; readonly weekday: number; readonly last: boolean; readonly weak: boolean };
export type DateMatch = { readonly end: number } & ({ readonly ok: true; readonly date: DateWords } | { readonly ok: false; readonly message: string });

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const monthName = '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const year = '((?:19[5-9]|20\\d)\\d)(?![\\p{L}\\p{N}:])';
const noWord = '(?![\\p{L}\\p{N}])';

const yearFirst = new RegExp(`(\\d{4})([-/])(\\d{1,2})\\2(\\d{1,2})(?=T\\d|[^\\p{L}\\p{N}/-]|$)`, 'uy');
const dotted = /(\d{1,2})\.(\d{1,2})\.(?:(\d{4}|\d{2})(?![\d.]|\p{L}))?(?![\d.]|\p{L})/uy;
const slashed = /(\d{1,2})([/-])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?![\d/.-]|:|\p{L})/uy;
const dayFirst = new RegExp(`(\\d{1,2})(?:st|nd|rd|th|\\.)?\\s?${monthName}\\b\\.?(?:,?\\s+${year})?${noWord}`, 'iuy');
const monthFirst = new RegExp(`${monthName}\\b\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?(?![\\p{L}\\p{N}:])(?:,?\\s+${year})?`, 'iuy');
const relativeDay = new RegExp(`(today|yesterday|tomorrow)${noWord}`, 'iuy');
const weekdayName = new RegExp(`(?:(last|this|on)\\s+)?(sun(?:day)?|mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?)\\b\\.?${noWord}`, 'iuy');

/** Reads a date at a place, or null when there is none. A date that does not exist (`31 Nov`) is an error, not text. */
export function readDate(text: string, at: number): DateMatch | null {
  return readNumeric(text, at) ?? readNamed(text, at) ?? readWords(text, at);
}

/** True when a calendar has the date; without a year the 29th of February counts. */
export function isCalendarDate({ year: inYear, month, day }: CalendarDate): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(inYear ?? 2024, month) && (inYear === null || inYear >= 1);
}

function readNumeric(text: string, at: number): DateMatch | null {
  const iso = matchAt(yearFirst, text, at);
  if (iso !== null) return calendar(at + iso[0].length, [{ year: Number(iso[1]), month: Number(iso[3]), day: Number(iso[4]) }], false);
  const dots = matchAt(dotted, text, at);
  if (dots !== null) {
    const [whole, day = '', month = '', written] = dots;
    return calendar(at + whole.length, [{ year: longYear(written), month: Number(month), day: Number(day) }], written === undefined && !(day.length === 2 && month.length === 2), written?.length === 2);
  }
  const slash = matchAt(slashed, text, at);
  if (slash === null) return null;
  const [whole, first = '', separator, second = '', written] = slash;
  // `20-11` and `1/2` are more often a range or a fraction than a date.
  if (separator === '-' && written?.length !== 4) return null;
  const [low, high] = [Number(first), Number(second)];
  const both = [{ year: longYear(written), day: low, month: high }, { year: longYear(written), day: high, month: low }];
  const possible = both.filter(isCalendarDate);
  const distinct = low === high ? possible.slice(0, 1) : possible;
  return calendar(at + whole.length, distinct.length === 0 ? both.slice(0, 1) : distinct, written === undefined && !(first.length === 2 && second.length === 2), written?.length === 2);
}

function readNamed(text: string, at: number): DateMatch | null {
  const day = matchAt(dayFirst, text, at);
  if (day !== null) return calendar(at + day[0].length, [{ year: longYear(day[3]), month: monthOf(day[2]), day: Number(day[1]) }], false);
  const month = matchAt(monthFirst, text, at);
  if (month !== null) return calendar(at + month[0].length, [{ year: longYear(month[3]), month: monthOf(month[1]), day: Number(month[2]) }], month[3] === undefined);
  return null;
}

function readWords(text: string, at: number): DateMatch | null {
  const relative = matchAt(relativeDay, text, at);
  if (relative !== null) {
    const word = (relative[1] ?? '').toLowerCase();
    return { end: at + relative[0].length, ok: true, date: { type: 'relative', days: word === 'today' ? 0 : word === 'yesterday' ? -1 : 1 } };
  }
  const weekday = matchAt(weekdayName, text, at);
  if (weekday === null) return null;
  const name = (weekday[2] ?? '').toLowerCase();
  return { end: at + weekday[0].length, ok: true, date: { type: 'weekday', weekday: weekdays.indexOf(name.slice(0, 3)), last: weekday[1]?.toLowerCase() === 'last', weak: true } };
}

function calendar(end: number, dates: readonly CalendarDate[], weak: boolean, shortYear = false): DateMatch {
  const [first] = dates;
  if (first !== undefined && dates.every(isCalendarDate)) return { end, ok: true, date: { type: 'calendar', dates, weak, shortYear } };
  return weak ? { end, ok: true, date: { type: 'calendar', dates: [], weak, shortYear } } : { end, ok: false, message: 'there is no such date' };
}

function monthOf(name: string | undefined): number {
  return months.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1;
}

function longYear(written: string | undefined): number | null {
  if (written === undefined) return null;
  return written.length === 2 ? 2000 + Number(written) : Number(written);
}
