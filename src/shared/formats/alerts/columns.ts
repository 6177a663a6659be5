/** Fields of an alert that a list may hold. */
export type AlertColumn = 'id' | 'time' | 'rule' | 'severity' | 'host' | 'account' | 'indicator' | 'tool';

// Names that tools give to them, without case and signs, the most telling first. Nested JSON reads `rule.name` as `rulename`.
const namesByColumn: Readonly<Record<AlertColumn, readonly string[]>> = {
  rule: ['rulename', 'alertname', 'kibanaalertrulename', 'signalrulename', 'detectionname', 'ruledescription', 'alerttitle', 'rule', 'signature', 'title', 'detection', 'alert', 'name', 'summary', 'message'],
  time: ['timestamp', 'detectedat', 'detectiontime', 'eventtime', 'alerttime', 'occurred', 'occurredat', 'time', 'timegenerated', 'firstseen', 'starttime', 'createdat', 'created', 'datetime', 'date'],
  severity: ['severity', 'alertseverity', 'eventseverity', 'severityname', 'kibanaalertseverity', 'level', 'rulelevel', 'priority', 'risk', 'riskscore', 'score'],
  host: ['hostname', 'host', 'hosthostname', 'devicename', 'device', 'computer', 'computername', 'endpoint', 'machine', 'agentname', 'agent', 'asset'],
  account: ['account', 'accountname', 'user', 'username', 'upn', 'userprincipalname', 'principal', 'targetusername'],
  indicator: ['indicator', 'ioc', 'domain', 'destinationdomain', 'url', 'sha256', 'filehash', 'filehashsha256', 'hash', 'md5', 'remoteip', 'destinationip', 'destip', 'dstip', 'dst', 'sourceip', 'srcip', 'src', 'ip'],
  id: ['alertid', 'sourceid', 'id', 'kibanaalertuuid', 'detectionid', 'incidentid', 'eventid', 'uuid', 'guid', 'ticket'],
  tool: ['tool', 'product', 'productname', 'source', 'vendor', 'provider', 'sensor', 'siem', 'eventmodule', 'observerproduct'],
};
const columns = Object.keys(namesByColumn) as readonly AlertColumn[];

/** A name as it is compared: `Rule Name`, `rule_name` and `rule.name` are one. */
export function foldColumn(name: string): string {
  return name.normalize('NFKC').toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** Values of one record by the fields of an alert; of several columns that mean the same, the most telling that is not empty counts. */
export function pickColumns(values: ReadonlyMap<string, string>): Readonly<Partial<Record<AlertColumn, string>>> {
  return Object.fromEntries(columns.flatMap((column): readonly (readonly [AlertColumn, string])[] => {
    const found = namesByColumn[column].map((name) => values.get(name)?.trim() ?? '').find((value) => value !== '');
    return found === undefined ? [] : [[column, found]];
  }));
}

/** True when a header has a column for what an alert cannot do without. */
export function hasRuleColumn(names: readonly string[]): boolean {
  return names.some((name) => namesByColumn.rule.includes(name));
}
