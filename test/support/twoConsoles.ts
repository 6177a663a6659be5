// Several laptops of one incident: each with a vault and a device of its own, joined by invitation before the story begins, and the ways between them: the war-room hub of one of them, and a stick.
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { LogId } from '#base';
import type { MemberRole, OperatorInput } from '#ipc';
import { must } from './engineHarness.ts';
import { prepareProfile, type PreparedContent, type PreparedProfile } from './preparedProfile.ts';
import { freshFolder, replaceDialog, type Holdfast } from './runtime.ts';
import { launchScenario, type Scenario } from './scenarioClock.ts';
import { expect, incidentList, openScreen, unlockAndRead } from './vaultSteps.ts';

/** Somebody with a vault of their own who was invited to the incident and admitted. */
export interface Colleague { readonly operator: OperatorInput; readonly role: MemberRole }
export interface Team { readonly log: LogId; readonly founder: PreparedProfile; readonly colleagues: readonly PreparedProfile[] }
/** A running console and the profile it was started on. */
export interface Laptop extends Scenario { readonly profile: PreparedProfile }
/** Where a hub listens, and what people compare. */
export interface Hub { readonly address: string; readonly fingerprint: string }

const hubHost = '127.0.0.1';
const opened = new Set<Holdfast>();

/** Makes the vault of the founder, that of each colleague, and the membership that joins them. The journal itself stands with the founder alone until something carries it. */
export async function prepareTeam(content: PreparedContent & { readonly incident: string }, people: readonly Colleague[]): Promise<Team> {
  const colleagues: PreparedProfile[] = [];
  let log: LogId | null = null;
  const founder = await prepareProfile({
    ...content,
    tell: async (story) => {
      log = story.log;
      for (const { operator, role } of people) {
        const { qrText } = must(await story.engine.handlers['member.invite']({ log, role, history: 'all', expires: null, forWhom: operator.name }));
        let request = new Uint8Array(0);
        colleagues.push(await prepareProfile({
          name: `Vault of ${operator.initials}`, operator, ...(content.start === undefined ? {} : { start: content.start }),
          prepare: async (engine) => { request = must(await engine.handlers['member.joinRequest']({ invitation: qrText })).bytes.slice(); },
        }));
        must(await story.engine.handlers['member.admit']({ log, bytes: request, without: null, check: { means: 'in-person', name: operator.name } }));
      }
      await content.tell?.(story);
    },
  });
  if (log === null) throw new Error('the story was not told');
  return { log, founder, colleagues };
}

/** Starts the console of somebody at an instant and unlocks the vault. What is opened so is ended by `closeLaptops`. */
export async function openLaptop(profile: PreparedProfile, instant: string): Promise<Laptop> {
  const scenario = await launchScenario(instant, profile);
  opened.add(scenario);
  await unlockAndRead(scenario.window);
  // Whoever is asked by the system whether something may listen or connect says yes.
  await replaceDialog(scenario.app, 'showMessageBox', { response: 0 });
  return { ...scenario, profile };
}

/** Ends every console that was opened. */
export async function closeLaptops(): Promise<void> {
  for (const holdfast of opened) await holdfast.close();
  opened.clear();
}

/** Sets the clock of several consoles at once. */
export async function setClocks(laptops: readonly Laptop[], instant: string): Promise<void> {
  await Promise.all(laptops.map(({ setClock }) => setClock(instant)));
}

/** A port that nobody has at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, hubHost, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export const dialogOf = (page: Page, name: string | RegExp): Locator => page.getByRole('dialog', { name });
const network = (page: Page): Locator => page.getByRole('region', { name: 'Network', exact: true });
const hubSection = (page: Page): Locator => page.getByRole('region', { name: 'War-room hub' });

/** Starts the hub on the Sync & trust screen of the open incident, makes it the console's own server and puts the incident there unless it is there already. */
export async function startHub({ window: page }: Holdfast, port: number): Promise<Hub> {
  const address = `${hubHost}:${String(port)}`;
  await openScreen(page, 'Sync & trust');
  const section = hubSection(page);
  await section.getByRole('button', { name: 'Start a war-room hub' }).click();
  const dialog = dialogOf(page, 'Start a war-room hub');
  await dialog.getByRole('button', { name: /Address to listen on/ }).click();
  await page.getByRole('option', { name: new RegExp(`^${hubHost}`) }).click();
  await dialog.getByRole('textbox', { name: 'Port' }).fill(String(port));
  await dialog.getByRole('button', { name: 'Allow and start' }).click();
  await expect(section).toContainText(address);
  await section.getByRole('button', { name: 'Use this hub' }).click();
  await expect(section).toContainText('This console uses it as its server.');
  const put = section.getByRole('button', { name: 'Put this incident on the hub' });
  await expect(put.or(section.getByText('This incident is on the hub.'))).toBeVisible();
  if (await put.isVisible()) await put.click();
  await expect(section).toContainText('This incident is on the hub.');
  const fingerprint = /[0-9a-f]{4}(?: [0-9a-f]{4}){4}/.exec(await section.innerText())?.[0] ?? '';
  return { address, fingerprint };
}

/** Pairs a hub by its address and the fingerprint that was compared, and connects, from the list of incidents: before there is one on this side. */
export async function joinHub({ window: page }: Holdfast, { address, fingerprint }: Hub): Promise<void> {
  await incidentList(page).getByRole('button', { name: /^Server/ }).click();
  await dialogOf(page, 'Server').getByRole('button', { name: 'Pair a server' }).click();
  const dialog = dialogOf(page, 'Pair a server');
  await dialog.getByRole('textbox', { name: 'Name for this server' }).fill('War room');
  await dialog.getByRole('textbox', { name: 'Address' }).fill(address);
  await dialog.getByRole('textbox', { name: 'Fingerprint' }).fill(fingerprint);
  await dialog.getByRole('button', { name: 'Allow and pair' }).click();
  await page.getByRole('table', { name: 'Servers' }).getByRole('button', { name: 'Connect' }).click();
  await dialogOf(page, 'Connect to War room').getByRole('button', { name: 'Allow and connect' }).click();
  await expect(dialogOf(page, 'Server')).toContainText('Trusted');
  await dialogOf(page, 'Server').getByRole('button', { name: 'Close' }).last().click();
}

/** Connects to the server that was paired before, from within the incident. */
export async function connectAgain({ window: page }: Holdfast): Promise<void> {
  await openScreen(page, 'Sync & trust');
  await network(page).getByRole('table', { name: 'Servers' }).getByRole('button', { name: 'Connect' }).click();
  const dialog = dialogOf(page, /^Connect to/);
  await dialog.getByRole('button', { name: 'Allow and connect' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(network(page).getByRole('status').first()).toContainText('Trusted');
}

/** Waits until everything that is here was seen in a checkpoint of the server, and answers how many frames that are. */
export async function allSynced({ window: page }: Holdfast): Promise<number> {
  await openScreen(page, 'Sync & trust');
  const row = network(page).getByRole('table', { name: 'Incidents' });
  await expect(row).toContainText('nothing only here');
  return Number(/(\d+) of (\d+) frames/.exec(await row.innerText())?.[2]);
}

/** Cuts the network of a console: the connection, and the hub when there is one. */
export async function cutNetwork({ window: page }: Holdfast): Promise<void> {
  await page.keyboard.press('Control+Shift+K');
  await expect(page.getByRole('banner')).toContainText('Offline');
}

/** Writes a bundle of everything for everybody else into a folder. */
export async function exportTo({ app, window }: Holdfast, folder: string): Promise<void> {
  await replaceDialog(app, 'showOpenDialog', { canceled: false, filePaths: [folder] });
  await openScreen(window, 'Sync & trust');
  await window.getByRole('button', { name: 'Export a bundle' }).click();
  await dialogOf(window, 'Export a bundle').getByRole('button', { name: 'Choose a folder and write' }).click();
  await expect(dialogOf(window, 'Export a bundle').getByRole('status')).toContainText(/\d+ files? written|One file written|1 file written/);
  await dialogOf(window, 'Export a bundle').getByRole('button', { name: 'Close' }).last().click();
}

/** Imports what lies in a folder, from wherever the button stands, and answers the dialog that says what came of it. */
export async function importFrom({ app, window }: Holdfast, folder: string, title: string): Promise<Locator> {
  await replaceDialog(app, 'showOpenDialog', { canceled: false, filePaths: [folder] });
  await window.getByRole('button', { name: 'Import bundles' }).click();
  await dialogOf(window, 'Import bundles').getByRole('button', { name: 'Choose a folder' }).click();
  const came = dialogOf(window, 'What came in');
  await expect(came).toContainText(title);
  return came;
}

/** Invites somebody from the Members screen; answers the words that are read out. */
export async function inviteByWords({ window }: Holdfast, forWhom: string): Promise<string> {
  await openScreen(window, 'Members');
  await window.getByRole('button', { name: 'Invite' }).first().click();
  await dialogOf(window, 'Invite somebody').getByRole('textbox', { name: 'For whom' }).fill(forWhom);
  await dialogOf(window, 'Invite somebody').getByRole('button', { name: 'Make the invitation' }).click();
  const sheet = dialogOf(window, `Invitation for ${forWhom}`);
  const readOut = async (name: string): Promise<string> => {
    const items = sheet.getByRole('list', { name }).getByRole('listitem');
    await expect(items).toHaveCount(12);
    return (await items.allInnerTexts()).join(' ');
  };
  const words = `${await readOut('Words of the invitation')} ${await readOut('Words of the incident')}`;
  await sheet.getByRole('button', { name: 'Close' }).last().click();
  return words;
}

/** The other side types what was read out and makes a file. Answers the fingerprint that the console shows for its device. */
export async function makeRequest({ app, window }: Holdfast, words: string, file: string): Promise<string> {
  await replaceDialog(app, 'showSaveDialog', { canceled: false, filePath: file });
  await window.getByRole('button', { name: 'Join an incident' }).click();
  await dialogOf(window, 'Join an incident').getByRole('textbox', { name: 'Words or code' }).fill(words);
  await dialogOf(window, 'Join an incident').getByRole('button', { name: 'Make the request file' }).click();
  const made = dialogOf(window, 'The request is made');
  await expect(made.getByRole('status')).toContainText(path.basename(file));
  const fingerprint = (await made.getByLabel(/^Fingerprint of this device/).innerText()).replaceAll(/\s/g, '');
  await made.getByRole('button', { name: 'Close' }).last().click();
  return fingerprint;
}

/** Admits who made the request file, after the fingerprint was compared. The Members screen is shown. */
export async function admitFrom({ app, window }: Holdfast, file: string, name: string, fingerprint: string): Promise<void> {
  await replaceDialog(app, 'showOpenDialog', { canceled: false, filePaths: [file] });
  await window.getByRole('button', { name: 'Admit from a request file' }).click();
  const admit = dialogOf(window, 'Admit somebody');
  await admit.getByRole('button', { name: 'Open a request file' }).click();
  await expect(admit).toContainText(name);
  expect((await admit.getByLabel(/^Fingerprint/).innerText()).replaceAll(/\s/g, '')).toBe(fingerprint);
  await admit.getByRole('radio', { name: 'By voice' }).check({ force: true });
  await admit.getByRole('button', { name: 'Admit' }).click();
  await expect(window.getByRole('table', { name: 'Members' }).getByRole('row', { name: new RegExp(name) }).last()).toContainText('Verified');
}

/** Removes the device of a member from the Members screen, and reads what it could read. */
export async function removeMember({ window }: Holdfast, name: string, why: string): Promise<void> {
  await openScreen(window, 'Members');
  await window.getByRole('table', { name: 'Members' }).getByRole('row', { name: new RegExp(name) }).getByRole('button', { name: new RegExp(name) }).click();
  await window.getByRole('menuitem', { name: 'Remove' }).click();
  const remove = window.getByRole('alertdialog', { name: /^Remove/ });
  await expect(remove).toContainText('entries sealed with keys that the device has');
  await remove.getByRole('textbox', { name: 'Why' }).fill(why);
  await remove.getByRole('button', { name: 'Remove and make a new key' }).click();
  const exposure = dialogOf(window, /could read/);
  await expect(exposure).toContainText('is removed; a new key is in force');
  await exposure.getByRole('button', { name: 'Close' }).last().click();
  await expect(window.getByRole('table', { name: 'Removed' })).toContainText(name);
}

/** Carries what one console holds to another on a stick. Answers how many entries the other took. */
export async function carry(from: Holdfast, to: Holdfast, title: string): Promise<number> {
  const stick = freshFolder('stick');
  await exportTo(from, stick);
  await openScreen(to.window, 'Sync & trust');
  const came = await importFrom(to, stick, title);
  const said = await came.innerText();
  await came.getByRole('button', { name: 'Close' }).last().click();
  await expect(came).toHaveCount(0);
  return Number(/(\d+) new entr(?:y|ies)/.exec(said)?.[1] ?? 0);
}
