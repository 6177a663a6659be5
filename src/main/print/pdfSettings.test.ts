import { expect, test } from 'vitest';
import { countPages, toDialogSettings, toPdfSettings } from './pdfSettings.ts';

const job = { title: 't', html: new Uint8Array(), header: '<style>a{}</style><div>TLP:AMBER &amp; INC-1</div>', footer: '<span class="pageNumber"></span>' };

test('a PDF is tagged, outlined and carries the templates', () => {
  expect(toPdfSettings(job)).toMatchObject({ generateTaggedPDF: true, generateDocumentOutline: true, preferCSSPageSize: true, displayHeaderFooter: true, headerTemplate: job.header, pageSize: 'A4', landscape: false });
});

test('no templates, no header: never that of Chromium', () => {
  expect(toPdfSettings({ ...job, header: '', footer: '', pageSize: 'label' })).toMatchObject({ displayHeaderFooter: false, headerTemplate: '<span></span>', margins: { top: 0.08 } });
  expect(toPdfSettings({ ...job, header: '' }).headerTemplate).toBe('<span></span>');
});

test('the system dialog gets the words of the templates', () => {
  expect(toDialogSettings(job)).toMatchObject({ silent: false, header: 'TLP:AMBER & INC-1', footer: '' });
  expect(toDialogSettings({ ...job, header: '', footer: '' })).not.toHaveProperty('header');
});

test('pages are counted, their tree is not', () => {
  expect(countPages(new TextEncoder().encode('1 0 obj <</Type /Page\n>> 2 0 obj <</Type /Page /X 1>> 3 0 obj <</Type /Pages /Count 2>>'))).toBe(2);
});
