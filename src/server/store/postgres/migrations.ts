/** What each migration does to the schema `holdfast` (docs/spec/server.md section 9.1). One that was published is never changed: a new one is added behind it. */
export const migrations: readonly string[] = [
  `create table holdfast.server (
     identity bytea not null check (octet_length(identity) = 32),
     pin bytea not null check (octet_length(pin) = 32),
     primary key (identity, pin)
   );
   create table holdfast.logs (
     log bytea primary key check (octet_length(log) = 16),
     size bigint not null check (size >= 0),
     frame_bytes bigint not null check (frame_bytes >= 0)
   );
   create table holdfast.frames (
     log bytea not null references holdfast.logs,
     leaf bigint not null check (leaf >= 0),
     bytes bytea not null,
     primary key (log, leaf)
   );
   alter table holdfast.frames alter column bytes set storage external;
   create table holdfast.checkpoints (
     log bytea primary key references holdfast.logs,
     size bigint not null check (size >= 0),
     root bytea not null check (octet_length(root) = 32),
     checkpoint bytea not null
   );
   create table holdfast.vouchers (
     voucher bytea not null check (octet_length(voucher) = 16),
     log bytea not null check (octet_length(log) = 16),
     primary key (voucher, log)
   );
   create table holdfast.requests (
     log bytea not null check (octet_length(log) = 16),
     invitation bytea not null check (octet_length(invitation) = 16),
     device bytea not null check (octet_length(device) = 32),
     at bigint not null,
     bytes bytea not null,
     primary key (log, invitation, device)
   );
   create table holdfast.usage (
     day bigint not null,
     device bytea not null check (octet_length(device) = 32),
     bytes bigint not null check (bytes >= 0),
     primary key (day, device)
   );`,
];
