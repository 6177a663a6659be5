// MITRE D3FEND, reduced to ids, names and tactics, made from the published ontology (MIT licence, resources/licences/mitre-d3fend.txt). Not edited by hand.

export const d3fendVersion = '1.2.0';
/** Tactics in the order of the matrix. */
export const d3fendTactics: readonly string[] = ['Model', 'Harden', 'Detect', 'Isolate', 'Deceive', 'Evict', 'Restore'];
/** A line each: id | name | tactic. */
export const d3fendRows = `
D3-AA|Agent Authentication|Harden
D3-ABPI|Application-based Process Isolation|Isolate
D3-ACA|Active Certificate Analysis|Detect
D3-ACH|Application Configuration Hardening|Harden
D3-AH|Application Hardening|Harden
D3-AI|Asset Inventory|Model
D3-AL|Account Locking|Evict
D3-ALLM|Active Logical Link Mapping|Model
D3-AM|Access Modeling|Model
D3-AMED|Access Mediation|Isolate
D3-ANAA|Administrative Network Activity Analysis|Detect
D3-ANCI|Authentication Cache Invalidation|Evict
D3-ANET|Authentication Event Thresholding|Detect
D3-APA|Access Policy Administration|Isolate
D3-APLM|Active Physical Link Mapping|Model
D3-AVE|Asset Vulnerability Enumeration|Model
D3-AZET|Authorization Event Thresholding|Detect
D3-BA|Bootloader Authentication|Harden
D3-BAN|Biometric Authentication|Harden
D3-BDI|Broadcast Domain Isolation|Isolate
D3-BSE|Byte Sequence Emulation|Detect
D3-CA|Certificate Analysis|Detect
D3-CAA|Connection Attempt Analysis|Detect
D3-CBAN|Certificate-based Authentication|Harden
D3-CCSA|Credential Compromise Scope Analysis|Detect
D3-CE|Credential Eviction|Evict
D3-CERO|Certificate Rotation|Harden
D3-CF|Content Filtering|Isolate
D3-CFC|Content Format Conversion|Isolate
D3-CFP|Change Default Password|Harden
D3-CH|Credential Hardening|Harden
D3-CHN|Connected Honeynet|Deceive
D3-CI|Configuration Inventory|Model
D3-CIA|Container Image Analysis|Model
D3-CM|Content Modification|Isolate
D3-CNE|Content Excision|Isolate
D3-CNR|Content Rebuild|Isolate
D3-CNS|Content Substitution|Isolate
D3-CP|Certificate Pinning|Harden
D3-CQ|Content Quarantine|Isolate
D3-CR|Credential Revocation|Evict
D3-CRO|Credential Rotation|Harden
D3-CS|Credential Scrubbing|Harden
D3-CSPP|Client-server Payload Profiling|Detect
D3-CTS|Credential Transmission Scoping|Isolate
D3-CV|Content Validation|Isolate
D3-DA|Dynamic Analysis|Detect
D3-DAM|Domain Account Monitoring|Detect
D3-DCE|Dead Code Elimination|Harden
D3-DE|Decoy Environment|Deceive
D3-DEM|Data Exchange Mapping|Model
D3-DENCR|Disk Encryption|Harden
D3-DF|Decoy File|Deceive
D3-DI|Data Inventory|Model
D3-DKE|Disk Erasure|Evict
D3-DKF|Disk Formatting|Evict
D3-DKP|Disk Partitioning|Evict
D3-DLIC|Driver Load Integrity Checking|Harden
D3-DNR|Decoy Network Resource|Deceive
D3-DNRA|Domain Name Reputation Analysis|Detect
D3-DNSAL|DNS Allowlisting|Isolate
D3-DNSCE|DNS Cache Eviction|Evict
D3-DNSDL|DNS Denylisting|Isolate
D3-DNSTA|DNS Traffic Analysis|Detect
D3-DO|Decoy Object|Deceive
D3-DP|Decoy Persona|Deceive
D3-DPLM|Direct Physical Link Mapping|Model
D3-DPR|Decoy Public Release|Deceive
D3-DQSA|Database Query String Analysis|Detect
D3-DRT|Domain Registration Takedown|Evict
D3-DST|Decoy Session Token|Deceive
D3-DTP|Domain Trust Policy|Isolate
D3-DUC|Decoy User Credential|Deceive
D3-EAL|Executable Allowlisting|Isolate
D3-EBWSAM|Endpoint-based Web Server Access Mediation|Isolate
D3-EDL|Executable Denylisting|Isolate
D3-EF|Email Filtering|Isolate
D3-EFA|Emulated File Analysis|Detect
D3-EHB|Endpoint Health Beacon|Detect
D3-EHPV|Exception Handler Pointer Validation|Harden
D3-EI|Execution Isolation|Isolate
D3-ER|Email Removal|Evict
D3-ET|Encrypted Tunnels|Isolate
D3-FA|File Analysis|Detect
D3-FAPA|File Access Pattern Analysis|Detect
D3-FBA|Firmware Behavior Analysis|Detect
D3-FC|File Carving|Detect
D3-FCA|File Creation Analysis|Detect
D3-FCDC|File Content Decompression Checking|Isolate
D3-FCOA|File Content Analysis|Detect
D3-FCR|File Content Rules|Detect
D3-FE|File Encryption|Harden
D3-FEMC|Firmware Embedded Monitoring Code|Detect
D3-FEV|File Eviction|Evict
D3-FFV|File Format Verification|Isolate
D3-FH|File Hashing|Detect
D3-FHRA|File Hash Reputation Analysis|Detect
D3-FIM|File Integrity Monitoring|Detect
D3-FISV|File Internal Structure Verification|Isolate
D3-FMBV|File Magic Byte Verification|Isolate
D3-FMCV|File Metadata Consistency Validation|Isolate
D3-FMVV|File Metadata Value Verification|Isolate
D3-FRDDL|Forward Resolution Domain Denylisting|Isolate
D3-FRIDL|Forward Resolution IP Denylisting|Isolate
D3-FV|Firmware Verification|Detect
D3-HBPI|Hardware-based Process Isolation|Isolate
D3-HBWP|Hardware-based Write Protection|Harden
D3-HCI|Hardware Component Inventory|Model
D3-HD|Homoglyph Detection|Detect
D3-HDDL|Hierarchical Domain Denylisting|Isolate
D3-HDL|Homoglyph Denylisting|Isolate
D3-HR|Host Reboot|Evict
D3-HS|Host Shutdown|Evict
D3-IAA|Identifier Activity Analysis|Detect
D3-IBCA|Indirect Branch Call Analysis|Detect
D3-ID|Identifier Analysis|Detect
D3-IDA|Input Device Analysis|Detect
D3-IHN|Integrated Honeynet|Deceive
D3-IOPR|IO Port Restriction|Isolate
D3-IPCTA|IPC Traffic Analysis|Detect
D3-IPRA|IP Reputation Analysis|Detect
D3-IRA|Identifier Reputation Analysis|Detect
D3-IRV|Integer Range Validation|Harden
D3-ISVA|Inbound Session Volume Analysis|Detect
D3-ITF|Inbound Traffic Filtering|Isolate
D3-JFAPA|Job Function Access Pattern Analysis|Detect
D3-KBPI|Kernel-based Process Isolation|Isolate
D3-LAM|Local Account Monitoring|Detect
D3-LAMED|LAN Access Mediation|Isolate
D3-LFAM|Local File Access Mediation|Isolate
D3-LFP|Local File Permissions|Isolate
D3-LLM|Logical Link Mapping|Model
D3-MA|Message Analysis|Detect
D3-MAN|Message Authentication|Harden
D3-MBSV|Memory Block Start Validation|Harden
D3-MBT|Memory Boundary Tracking|Detect
D3-MENCR|Message Encryption|Harden
D3-MFA|Multi-factor Authentication|Harden
D3-MH|Message Hardening|Harden
D3-NAM|Network Access Mediation|Isolate
D3-NI|Network Isolation|Isolate
D3-NM|Network Mapping|Model
D3-NNI|Network Node Inventory|Model
D3-NPC|Null Pointer Checking|Harden
D3-NRAM|Network Resource Access Mediation|Isolate
D3-NTA|Network Traffic Analysis|Detect
D3-NTCD|Network Traffic Community Deviation|Detect
D3-NTF|Network Traffic Filtering|Isolate
D3-NTPM|Network Traffic Policy Mapping|Model
D3-NTSA|Network Traffic Signature Analysis|Detect
D3-NVA|Network Vulnerability Assessment|Model
D3-OAM|Operational Activity Mapping|Model
D3-ODM|Operational Dependency Mapping|Model
D3-OE|Object Eviction|Evict
D3-OM|Organization Mapping|Model
D3-OMM|Operating Mode Monitoring|Detect
D3-OPR|Operating Mode Restriction|Isolate
D3-ORA|Operational Risk Assessment|Model
D3-OSM|Operating System Monitoring|Detect
D3-OTF|Outbound Traffic Filtering|Isolate
D3-OTP|One-time Password|Harden
D3-PA|Process Analysis|Detect
D3-PAM|Physical Access Mediation|Isolate
D3-PAN|Pointer Authentication|Harden
D3-PBWSAM|Proxy-based Web Server Access Mediation|Isolate
D3-PCA|Passive Certificate Analysis|Detect
D3-PCSV|Process Code Segment Verification|Detect
D3-PE|Process Eviction|Evict
D3-PFV|Peripheral Firmware Verification|Detect
D3-PH|Platform Hardening|Harden
D3-PHDURA|Per Host Download-Upload Ratio Analysis|Detect
D3-PLA|Process Lineage Analysis|Detect
D3-PLLM|Passive Logical Link Mapping|Model
D3-PLM|Physical Link Mapping|Model
D3-PM|Platform Monitoring|Detect
D3-PMAD|Protocol Metadata Anomaly Detection|Detect
D3-PR|Password Rotation|Harden
D3-PS|Process Suspension|Evict
D3-PSA|Process Spawn Analysis|Detect
D3-PSEP|Process Segment Execution Prevention|Harden
D3-PSMD|Process Self-Modification Detection|Detect
D3-PT|Process Termination|Evict
D3-PV|Pointer Validation|Harden
D3-PWA|Password Authentication|Harden
D3-RA|Restore Access|Restore
D3-RAM|Routing Access Mediation|Isolate
D3-RAPA|Resource Access Pattern Analysis|Detect
D3-RC|Restore Configuration|Restore
D3-RD|Restore Database|Restore
D3-RDI|Restore Disk Image|Restore
D3-RE|Restore Email|Restore
D3-RF|Restore File|Restore
D3-RFAM|Remote File Access Mediation|Isolate
D3-RFS|RF Shielding|Harden
D3-RIC|Reissue Credential|Restore
D3-RKD|Registry Key Deletion|Evict
D3-RN|Reference Nullification|Harden
D3-RNA|Restore Network Access|Restore
D3-RO|Restore Object|Restore
D3-RPA|Relay Pattern Analysis|Detect
D3-RRID|Reverse Resolution IP Denylisting|Isolate
D3-RS|Restore Software|Restore
D3-RTA|RPC Traffic Analysis|Detect
D3-RTSD|Remote Terminal Session Detection|Detect
D3-RUAA|Restore User Account Access|Restore
D3-SAOR|Segment Address Offset Randomization|Harden
D3-SBV|Service Binary Verification|Detect
D3-SCA|System Call Analysis|Detect
D3-SCF|System Call Filtering|Isolate
D3-SCH|Source Code Hardening|Harden
D3-SCP|System Configuration Permissions|Harden
D3-SDA|Session Duration Analysis|Detect
D3-SDM|System Daemon Monitoring|Detect
D3-SEA|Script Execution Analysis|Detect
D3-SFA|System File Analysis|Detect
D3-SFCV|Stack Frame Canary Validation|Harden
D3-SFV|System Firmware Verification|Detect
D3-SHN|Standalone Honeynet|Deceive
D3-SICA|System Init Config Analysis|Detect
D3-SJA|Scheduled Job Analysis|Detect
D3-SMRA|Sender MTA Reputation Analysis|Detect
D3-SPP|Strong Password Policy|Harden
D3-SRA|Sender Reputation Analysis|Detect
D3-SSC|Shadow Stack Comparisons|Detect
D3-ST|Session Termination|Evict
D3-SU|Software Update|Harden
D3-SVCDM|Service Dependency Mapping|Model
D3-SWI|Software Inventory|Model
D3-SYSDM|System Dependency Mapping|Model
D3-SYSM|System Mapping|Model
D3-SYSVA|System Vulnerability Assessment|Model
D3-TAAN|Transfer Agent Authentication|Harden
D3-TB|Token Binding|Harden
D3-TBA|Token-based Authentication|Harden
D3-TBI|TPM Boot Integrity|Harden
D3-TL|Trusted Library|Harden
D3-UA|URL Analysis|Detect
D3-UAP|User Account Permissions|Isolate
D3-UBA|User Behavior Analysis|Detect
D3-UDTA|User Data Transfer Analysis|Detect
D3-UGLPA|User Geolocation Logon Pattern Analysis|Detect
D3-ULA|Unlock Account|Restore
D3-URA|URL Reputation Analysis|Detect
D3-USICA|User Session Init Config Analysis|Detect
D3-VI|Variable Initialization|Harden
D3-VTV|Variable Type Validation|Harden
D3-WSAA|Web Session Activity Analysis|Detect
D3-WSAM|Web Session Access Mediation|Isolate
`;
