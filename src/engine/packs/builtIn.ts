import { parsePackFile, type Pack, type PackOffer } from '#domain';
import asiaPacific from '../../../resources/packs/asia-pacific.json' with { type: 'json' };
import cardsInsurance from '../../../resources/packs/cards-insurance.json' with { type: 'json' };
import europe from '../../../resources/packs/europe.json' with { type: 'json' };
import unitedKingdom from '../../../resources/packs/united-kingdom.json' with { type: 'json' };
import unitedStates from '../../../resources/packs/united-states.json' with { type: 'json' };

/** Pack files that come with the console, signed like any other. */
export const builtInPackFiles: readonly string[] = [europe, unitedKingdom, unitedStates, asiaPacific, cardsInsurance].map((file) => JSON.stringify(file));

let offers: readonly PackOffer[] | null = null;

/** What the packs of the console are called and how old they are. They are read once. */
export function builtInOffers(): readonly PackOffer[] {
  offers ??= builtInPackFiles.map((text) => offerOf(readBuiltIn(text)));
  return offers;
}

/** The file of a pack of the console, or null. */
export function builtInPackFile(id: string): string | null {
  return builtInPackFiles[builtInOffers().findIndex((offer) => offer.id === id)] ?? null;
}

function readBuiltIn(text: string): Pack {
  const parsed = parsePackFile(text);
  if (!parsed.ok) throw new Error(`a pack of the console does not read: ${parsed.error.kind}`);
  return parsed.value.pack;
}

function offerOf({ id, version, title, asOf, expires, regimes, clocks }: Pack): PackOffer {
  return { id, version, title, asOf, expires, regimes: regimes.map((regime) => regime.title), clocks: clocks.length };
}
