import { XML_HEAD } from './xml.ts';

export const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const MONO = '<w:rFonts w:ascii="IBM Plex Mono" w:hAnsi="IBM Plex Mono" w:cs="IBM Plex Mono"/>';

function paragraphStyle(id: string, name: string, paragraph: string, run: string, basedOn = 'Normal'): string {
  return `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/>${id === basedOn ? '' : `<w:basedOn w:val="${basedOn}"/>`}<w:next w:val="Normal"/><w:uiPriority w:val="1"/><w:qFormat/><w:pPr>${paragraph}</w:pPr><w:rPr>${run}</w:rPr></w:style>`;
}

function headingStyle(level: 1 | 2 | 3, size: number): string {
  return paragraphStyle(`Heading${level}`, `heading ${level}`, `<w:keepNext/><w:keepLines/><w:spacing w:before="280" w:after="100"/><w:outlineLvl w:val="${level - 1}"/>`, `<w:b/><w:sz w:val="${size}"/>`);
}

/** Styles by their built-in names, so that outline, navigation and tables of contents of the word processor work. Sizes in half points, lengths in twips. */
export const STYLES_XML = `${XML_HEAD}<w:styles ${W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="IBM Plex Sans" w:hAnsi="IBM Plex Sans" w:eastAsia="IBM Plex Sans" w:cs="IBM Plex Sans"/><w:color w:val="16202C"/><w:sz w:val="19"/><w:szCs w:val="19"/><w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>`
  + '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
  + '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>'
  + '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
  + paragraphStyle('Title', 'Title', '<w:keepNext/><w:spacing w:after="40"/>', '<w:b/><w:sz w:val="36"/>')
  + paragraphStyle('Subtitle', 'Subtitle', '<w:spacing w:after="160"/>', '<w:color w:val="566476"/><w:sz w:val="21"/>')
  + headingStyle(1, 26) + headingStyle(2, 22) + headingStyle(3, 20)
  + paragraphStyle('Caption', 'caption', '<w:keepNext/><w:spacing w:before="80" w:after="60"/>', '<w:color w:val="566476"/><w:sz w:val="17"/>')
  + paragraphStyle('ListBullet', 'List Bullet', '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:spacing w:after="60"/><w:contextualSpacing/>', '')
  + paragraphStyle('TableText', 'Table Text', '<w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/>', '<w:sz w:val="17"/>')
  + paragraphStyle('TableHeading', 'Table Heading', '<w:keepNext/>', '<w:b/>', 'TableText')
  + paragraphStyle('Missing', 'Missing', '<w:pBdr><w:top w:val="dashed" w:sz="6" w:space="3" w:color="B8261D"/><w:left w:val="dashed" w:sz="6" w:space="3" w:color="B8261D"/><w:bottom w:val="dashed" w:sz="6" w:space="3" w:color="B8261D"/><w:right w:val="dashed" w:sz="6" w:space="3" w:color="B8261D"/></w:pBdr>', '<w:color w:val="B8261D"/>')
  + paragraphStyle('Box', 'Box', '<w:keepLines/><w:pBdr><w:left w:val="single" w:sz="18" w:space="6" w:color="14774F"/></w:pBdr><w:ind w:left="140"/>', '')
  + paragraphStyle('BoxWarning', 'Box Warning', '<w:keepLines/><w:pBdr><w:left w:val="single" w:sz="18" w:space="6" w:color="B8261D"/></w:pBdr><w:ind w:left="140"/>', '')
  + paragraphStyle('Seal', 'Seal', '<w:pBdr><w:top w:val="single" w:sz="6" w:space="4" w:color="C3CBD6"/></w:pBdr><w:spacing w:before="320"/>', `${MONO}<w:color w:val="566476"/><w:sz w:val="15"/>`)
  + paragraphStyle('Header', 'header', '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="2" w:color="16202C"/></w:pBdr><w:spacing w:after="0"/>', `${MONO}<w:sz w:val="15"/>`)
  + paragraphStyle('Footer', 'footer', '<w:pBdr><w:top w:val="single" w:sz="6" w:space="2" w:color="C3CBD6"/></w:pBdr><w:spacing w:after="0"/>', `${MONO}<w:sz w:val="13"/>`)
  + `<w:style w:type="character" w:customStyle="1" w:styleId="Mono"><w:name w:val="Mono"/><w:rPr>${MONO}</w:rPr></w:style>`
  + '<w:style w:type="character" w:customStyle="1" w:styleId="Muted"><w:name w:val="Muted"/><w:rPr><w:color w:val="566476"/></w:rPr></w:style>'
  + '<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="Report Table"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="C3CBD6"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="C3CBD6"/></w:tblBorders></w:tblPr><w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="16202C"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>'
  + '</w:styles>';

export const NUMBERING_XML = `${XML_HEAD}<w:numbering ${W}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="340" w:hanging="240"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`;

export const SETTINGS_XML = `${XML_HEAD}<w:settings ${W}><w:defaultTabStop w:val="720"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-GB"/></w:settings>`;
