import fc from 'fast-check';
import { listZones } from '../instants.ts';

/** Zones that between them have half-hour and 45-minute offsets, odd rules, skipped days and no rules at all. */
const awkwardZones = [
  'UTC', 'Europe/Oslo', 'Europe/London', 'Europe/Dublin', 'America/New_York', 'America/St_Johns', 'Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Tokyo',
  'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Casablanca', 'Africa/Monrovia', 'America/Sao_Paulo', '+05:45',
] as const;

/** Any zone: the awkward ones by default, all that the platform knows with SLOW=1 (first use of a zone costs tens of milliseconds). */
export const anyZone: fc.Arbitrary<string> = process.env['SLOW'] === '1' ? fc.constantFrom(...listZones()) : fc.constantFrom(...awkwardZones);
