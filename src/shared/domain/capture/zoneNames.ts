import { listZones } from '#base';

/** Cities that no zone is named after, by the zone they keep. Names of people and ambiguous places are left out. */
const cities: Readonly<Record<string, readonly string[]>> = {
  'Europe/Oslo': ['Trondheim', 'Bergen', 'Stavanger', 'Tromsø', 'Tromso', 'Drammen', 'Kristiansand', 'Longyearbyen'],
  'Europe/Stockholm': ['Gothenburg', 'Göteborg', 'Malmö', 'Malmo', 'Uppsala'], 'Europe/Copenhagen': ['Aarhus', 'Odense', 'København'],
  'Europe/Helsinki': ['Tampere', 'Turku', 'Espoo'], 'Europe/Berlin': ['Hamburg', 'Munich', 'München', 'Frankfurt', 'Cologne', 'Köln', 'Stuttgart', 'Düsseldorf', 'Leipzig'],
  'Europe/Zurich': ['Geneva', 'Basel', 'Bern', 'Lausanne', 'Zürich'], 'Europe/Vienna': ['Graz', 'Linz', 'Wien'], 'Europe/Rome': ['Milan', 'Milano', 'Turin', 'Naples', 'Roma'],
  'Europe/Paris': ['Lyon', 'Marseille', 'Toulouse', 'Strasbourg'], 'Europe/Madrid': ['Barcelona', 'Seville', 'Bilbao'], 'Europe/Lisbon': ['Porto', 'Lisboa'],
  'Europe/Amsterdam': ['Rotterdam', 'Utrecht', 'The Hague', 'Eindhoven'], 'Europe/Brussels': ['Antwerp', 'Ghent'], 'Europe/London': ['Manchester', 'Edinburgh', 'Glasgow', 'Leeds', 'Cardiff', 'Belfast'],
  'Europe/Dublin': ['Cork', 'Galway'], 'Europe/Warsaw': ['Krakow', 'Kraków', 'Gdansk', 'Gdańsk', 'Wroclaw', 'Warszawa'], 'Europe/Prague': ['Brno', 'Praha'], 'Europe/Kyiv': ['Lviv', 'Odesa', 'Kharkiv', 'Kiev'],
  'Europe/Moscow': ['Saint Petersburg'], 'Europe/Istanbul': ['Ankara', 'Izmir'], 'Asia/Jerusalem': ['Tel Aviv', 'Haifa'], 'Asia/Dubai': ['Abu Dhabi'], 'Asia/Riyadh': ['Jeddah'],
  'Asia/Kolkata': ['Mumbai', 'Delhi', 'New Delhi', 'Bangalore', 'Bengaluru', 'Chennai', 'Pune', 'Kolkata', 'Calcutta'], 'Asia/Shanghai': ['Beijing', 'Shenzhen', 'Guangzhou', 'Hangzhou'],
  'Asia/Tokyo': ['Osaka', 'Kyoto', 'Yokohama'], 'Asia/Seoul': ['Busan'], 'Asia/Ho_Chi_Minh': ['Hanoi', 'Saigon'], 'Australia/Sydney': ['Canberra'], 'Pacific/Auckland': ['Wellington', 'Christchurch'],
  'Africa/Johannesburg': ['Cape Town', 'Pretoria', 'Durban'], 'America/New_York': ['Boston', 'Philadelphia', 'Atlanta', 'Miami', 'Washington DC', 'NYC'],
  'America/Chicago': ['Houston', 'Dallas', 'Austin', 'Minneapolis', 'New Orleans'], 'America/Los_Angeles': ['San Francisco', 'Seattle', 'San Diego', 'Las Vegas'],
  'America/Toronto': ['Ottawa', 'Montreal', 'Montréal', 'Quebec'], 'America/Edmonton': ['Calgary'], 'America/Sao_Paulo': ['São Paulo', 'Rio de Janeiro', 'Brasilia', 'Brasília'],
  'America/Mexico_City': ['Guadalajara'],
};
/** Last parts of zone names that are also surnames or everyday words. */
const tooCommon = new Set(['center', 'davis', 'casey', 'stanley', 'wake', 'midway', 'easter', 'resolute', 'troll', 'nome', 'knox', 'petersburg', 'marengo', 'beulah', 'vincennes', 'winamac', 'factory', 'regina', 'jersey', 'chatham', 'jamaica', 'mayotte', 'melbourne']);

/** Offsets in minutes that an abbreviation stands for; more than one, and the reader asks. `region` shows whether it was in force. */
export const abbreviations: Readonly<Record<string, { readonly offsets: readonly { readonly minutes: number; readonly where: string }[]; readonly region?: string }>> = {
  GMT: one(0), WET: one(0, 'Europe/Lisbon'), WEST: one(60, 'Europe/Lisbon'), CET: one(60, 'Europe/Paris'), CEST: one(120, 'Europe/Paris'), MEZ: one(60, 'Europe/Berlin'), MESZ: one(120, 'Europe/Berlin'),
  EET: one(120, 'Europe/Athens'), EEST: one(180, 'Europe/Athens'), MSK: one(180), SGT: one(480), HKT: one(480), JST: one(540), KST: one(540), SAST: one(120),
  AEST: one(600, 'Australia/Sydney'), AEDT: one(660, 'Australia/Sydney'), ACST: one(570), ACDT: one(630), AWST: one(480), NZST: one(720, 'Pacific/Auckland'), NZDT: one(780, 'Pacific/Auckland'),
  EDT: one(-240, 'America/New_York'), MDT: one(-360, 'America/Denver'), PDT: one(-420, 'America/Los_Angeles'), AKST: one(-540, 'America/Anchorage'), AKDT: one(-480, 'America/Anchorage'), HST: one(-600), BRT: one(-180),
  CST: several([-360, 'North America'], [480, 'China'], [-300, 'Cuba']), CDT: several([-300, 'North America'], [-240, 'Cuba']), EST: several([-300, 'North America'], [600, 'Australia']),
  MST: several([-420, 'North America'], [480, 'Malaysia']), PST: several([-480, 'North America'], [480, 'Philippines']), AST: several([-240, 'Atlantic'], [180, 'Arabia']),
  ADT: several([-180, 'Atlantic'], [240, 'Arabia']), IST: several([330, 'India'], [120, 'Israel'], [60, 'Ireland']), BST: several([60, 'Britain'], [360, 'Bangladesh']),
  GST: several([240, 'Gulf'], [-120, 'South Georgia']), WST: several([480, 'Western Australia'], [780, 'Samoa']), SST: several([-660, 'Samoa'], [480, 'Singapore']), AMT: several([-240, 'Amazon'], [240, 'Armenia']),
};

/** Zone of a city as people name it, case-blind, or null. */
export function zoneOfCity(name: string): string | null {
  return cityTable().get(name.toLowerCase()) ?? null;
}

/** Most words in the name of a city. */
export const CITY_WORDS = 3;

/** Zone names close to a misspelt one: same last part or same beginning; at most five. */
export function similarZones(name: string): readonly string[] {
  const wanted = name.toLowerCase();
  const last = wanted.split('/').at(-1) ?? wanted;
  return listZones().map((zone) => ({ zone, score: likeness(zone.toLowerCase().split('/').at(-1) ?? '', last) })).filter(({ score }) => score <= 2)
    .sort((left, right) => left.score - right.score).slice(0, 5).map(({ zone }) => zone);
}

let table: Map<string, string> | null = null;

function cityTable(): Map<string, string> {
  if (table !== null) return table;
  table = new Map();
  for (const zone of listZones()) {
    const name = zone.split('/').at(-1)?.replaceAll('_', ' ').toLowerCase() ?? '';
    if (zone.includes('/') && !zone.startsWith('Etc/') && !tooCommon.has(name) && name.length > 3) table.set(name, zone);
  }
  table.set('melbourne', 'Australia/Melbourne');
  for (const [zone, names] of Object.entries(cities)) for (const name of names) table.set(name.toLowerCase(), zone);
  return table;
}

// Edit distance, given up beyond 2: only close misspellings are worth a suggestion.
function likeness(left: string, right: string): number {
  if (Math.abs(left.length - right.length) > 2 || right.length > 40) return 9;
  const distance = (above: readonly number[], row: number): readonly number[] => {
    const next = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1] ? 0 : 1;
      const swapped = row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      const cost = Math.min((above[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, (above[column - 1] ?? 0) + same);
      next.push(swapped ? Math.min(cost, above[column - 1] ?? 0) : cost);
    }
    return next;
  };
  let row: readonly number[] = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let index = 1; index <= left.length; index += 1) row = distance(row, index);
  return row.at(-1) ?? 9;
}

function one(minutes: number, region?: string): { readonly offsets: readonly { readonly minutes: number; readonly where: string }[]; readonly region?: string } {
  return { offsets: [{ minutes, where: '' }], ...(region === undefined ? {} : { region }) };
}

function several(...list: readonly (readonly [number, string])[]): { readonly offsets: readonly { readonly minutes: number; readonly where: string }[] } {
  return { offsets: list.map(([minutes, where]) => ({ minutes, where })) };
}
