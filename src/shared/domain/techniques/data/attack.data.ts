// MITRE ATT&CK Enterprise, reduced to ids, names, tactics and what revoked an id. © 2025 The MITRE Corporation. This work is reproduced and distributed with the permission
// of The MITRE Corporation. Terms of use: resources/licences/mitre-attack.txt. Made from the published data by a script; not edited by hand.

export const attackVersion = '18.1';
/** Tactics in the order of the matrix: id and name. */
export const attackTactics: readonly (readonly [string, string])[] = [
  ['TA0043', 'Reconnaissance'],
  ['TA0042', 'Resource Development'],
  ['TA0001', 'Initial Access'],
  ['TA0002', 'Execution'],
  ['TA0003', 'Persistence'],
  ['TA0004', 'Privilege Escalation'],
  ['TA0005', 'Defense Evasion'],
  ['TA0006', 'Credential Access'],
  ['TA0007', 'Discovery'],
  ['TA0008', 'Lateral Movement'],
  ['TA0009', 'Collection'],
  ['TA0011', 'Command and Control'],
  ['TA0010', 'Exfiltration'],
  ['TA0040', 'Impact'],
];
/** A line each: id | name | tactics without `TA` | the id that took its place, or `-` when it was dropped. */
export const attackRows = `
T1001|Data Obfuscation|0011|
T1001.001|Junk Data|0011|
T1001.002|Steganography|0011|
T1001.003|Protocol or Service Impersonation|0011|
T1002|Data Compressed|0010|T1560
T1003|OS Credential Dumping|0006|
T1003.001|LSASS Memory|0006|
T1003.002|Security Account Manager|0006|
T1003.003|NTDS|0006|
T1003.004|LSA Secrets|0006|
T1003.005|Cached Domain Credentials|0006|
T1003.006|DCSync|0006|
T1003.007|Proc Filesystem|0006|
T1003.008|/etc/passwd and /etc/shadow|0006|
T1004|Winlogon Helper DLL|0003|T1547.004
T1005|Data from Local System|0009|
T1006|Direct Volume Access|0005|
T1007|System Service Discovery|0007|
T1008|Fallback Channels|0011|
T1009|Binary Padding|0005|T1027.001
T1010|Application Window Discovery|0007|
T1011|Exfiltration Over Other Network Medium|0010|
T1011.001|Exfiltration Over Bluetooth|0010|
T1012|Query Registry|0007|
T1013|Port Monitors|0003,0004|T1547.010
T1014|Rootkit|0005|
T1015|Accessibility Features|0003,0004|T1546.008
T1016|System Network Configuration Discovery|0007|
T1016.001|Internet Connection Discovery|0007|
T1016.002|Wi-Fi Discovery|0007|
T1017|Application Deployment Software|0008|T1072
T1018|Remote System Discovery|0007|
T1019|System Firmware|0003|T1542.001
T1020|Automated Exfiltration|0010|
T1020.001|Traffic Duplication|0010|
T1021|Remote Services|0008|
T1021.001|Remote Desktop Protocol|0008|
T1021.002|SMB/Windows Admin Shares|0008|
T1021.003|Distributed Component Object Model|0008|
T1021.004|SSH|0008|
T1021.005|VNC|0008|
T1021.006|Windows Remote Management|0008|
T1021.007|Cloud Services|0008|
T1021.008|Direct Cloud VM Connections|0008|
T1022|Data Encrypted|0010|T1560
T1023|Shortcut Modification|0003|T1547.009
T1024|Custom Cryptographic Protocol|0011|T1573
T1025|Data from Removable Media|0009|
T1026|Multiband Communication|0011|-
T1027|Obfuscated Files or Information|0005|
T1027.001|Binary Padding|0005|
T1027.002|Software Packing|0005|
T1027.003|Steganography|0005|
T1027.004|Compile After Delivery|0005|
T1027.005|Indicator Removal from Tools|0005|
T1027.006|HTML Smuggling|0005|
T1027.007|Dynamic API Resolution|0005|
T1027.008|Stripped Payloads|0005|
T1027.009|Embedded Payloads|0005|
T1027.010|Command Obfuscation|0005|
T1027.011|Fileless Storage|0005|
T1027.012|LNK Icon Smuggling|0005|
T1027.013|Encrypted/Encoded File|0005|
T1027.014|Polymorphic Code|0005|
T1027.015|Compression|0005|
T1027.016|Junk Code Insertion|0005|
T1027.017|SVG Smuggling|0005|
T1028|Windows Remote Management|0002,0008|T1021.006
T1029|Scheduled Transfer|0010|
T1030|Data Transfer Size Limits|0010|
T1031|Modify Existing Service|0003|T1543.003
T1032|Standard Cryptographic Protocol|0011|T1573
T1033|System Owner/User Discovery|0007|
T1034|Path Interception|0003,0004|-
T1035|Service Execution|0002|T1569.002
T1036|Masquerading|0005|
T1036.001|Invalid Code Signature|0005|
T1036.002|Right-to-Left Override|0005|
T1036.003|Rename Legitimate Utilities|0005|
T1036.004|Masquerade Task or Service|0005|
T1036.005|Match Legitimate Resource Name or Location|0005|
T1036.006|Space after Filename|0005|
T1036.007|Double File Extension|0005|
T1036.008|Masquerade File Type|0005|
T1036.009|Break Process Trees|0005|
T1036.010|Masquerade Account Name|0005|
T1036.011|Overwrite Process Arguments|0005|
T1036.012|Browser Fingerprint|0005|
T1037|Boot or Logon Initialization Scripts|0003,0004|
T1037.001|Logon Script (Windows)|0003,0004|
T1037.002|Login Hook|0003,0004|
T1037.003|Network Logon Script|0003,0004|
T1037.004|RC Scripts|0003,0004|
T1037.005|Startup Items|0003,0004|
T1038|DLL Search Order Hijacking|0003,0004,0005|T1574.001
T1039|Data from Network Shared Drive|0009|
T1040|Network Sniffing|0006,0007|
T1041|Exfiltration Over C2 Channel|0010|
T1042|Change Default File Association|0003|T1546.001
T1043|Commonly Used Port|0011|-
T1044|File System Permissions Weakness|0003,0004|T1574.010
T1045|Software Packing|0005|T1027.002
T1046|Network Service Discovery|0007|
T1047|Windows Management Instrumentation|0002|
T1048|Exfiltration Over Alternative Protocol|0010|
T1048.001|Exfiltration Over Symmetric Encrypted Non-C2 Protocol|0010|
T1048.002|Exfiltration Over Asymmetric Encrypted Non-C2 Protocol|0010|
T1048.003|Exfiltration Over Unencrypted Non-C2 Protocol|0010|
T1049|System Network Connections Discovery|0007|
T1050|New Service|0003,0004|T1543.003
T1051|Shared Webroot|0008|-
T1052|Exfiltration Over Physical Medium|0010|
T1052.001|Exfiltration over USB|0010|
T1053|Scheduled Task/Job|0002,0003,0004|
T1053.001|At (Linux)|0002,0003,0004|T1053.002
T1053.002|At|0002,0003,0004|
T1053.003|Cron|0002,0003,0004|
T1053.004|Launchd|0002,0003,0004|-
T1053.005|Scheduled Task|0002,0003,0004|
T1053.006|Systemd Timers|0002,0003,0004|
T1053.007|Container Orchestration Job|0002,0003,0004|
T1054|Indicator Blocking|0005|T1562.006
T1055|Process Injection|0005,0004|
T1055.001|Dynamic-link Library Injection|0005,0004|
T1055.002|Portable Executable Injection|0005,0004|
T1055.003|Thread Execution Hijacking|0005,0004|
T1055.004|Asynchronous Procedure Call|0005,0004|
T1055.005|Thread Local Storage|0005,0004|
T1055.008|Ptrace System Calls|0005,0004|
T1055.009|Proc Memory|0005,0004|
T1055.011|Extra Window Memory Injection|0005,0004|
T1055.012|Process Hollowing|0005,0004|
T1055.013|Process Doppelgänging|0005,0004|
T1055.014|VDSO Hijacking|0005,0004|
T1055.015|ListPlanting|0005,0004|
T1056|Input Capture|0009,0006|
T1056.001|Keylogging|0009,0006|
T1056.002|GUI Input Capture|0009,0006|
T1056.003|Web Portal Capture|0009,0006|
T1056.004|Credential API Hooking|0009,0006|
T1057|Process Discovery|0007|
T1058|Service Registry Permissions Weakness|0003,0004|T1574.011
T1059|Command and Scripting Interpreter|0002|
T1059.001|PowerShell|0002|
T1059.002|AppleScript|0002|
T1059.003|Windows Command Shell|0002|
T1059.004|Unix Shell|0002|
T1059.005|Visual Basic|0002|
T1059.006|Python|0002|
T1059.007|JavaScript|0002|
T1059.008|Network Device CLI|0002|
T1059.009|Cloud API|0002|
T1059.010|AutoHotKey & AutoIT|0002|
T1059.011|Lua|0002|
T1059.012|Hypervisor CLI|0002|
T1059.013|Container CLI/API|0002|
T1060|Registry Run Keys / Startup Folder|0003|T1547.001
T1061|Graphical User Interface|0002|-
T1062|Hypervisor|0003|-
T1063|Security Software Discovery|0007|T1518.001
T1064|Scripting|0005,0002|-
T1065|Uncommonly Used Port|0011|T1571
T1066|Indicator Removal from Tools|0005|T1027.005
T1067|Bootkit|0003|T1542.003
T1068|Exploitation for Privilege Escalation|0004|
T1069|Permission Groups Discovery|0007|
T1069.001|Local Groups|0007|
T1069.002|Domain Groups|0007|
T1069.003|Cloud Groups|0007|
T1070|Indicator Removal|0005|
T1070.001|Clear Windows Event Logs|0005|
T1070.002|Clear Linux or Mac System Logs|0005|
T1070.003|Clear Command History|0005|
T1070.004|File Deletion|0005|
T1070.005|Network Share Connection Removal|0005|
T1070.006|Timestomp|0005|
T1070.007|Clear Network Connection History and Configurations|0005|
T1070.008|Clear Mailbox Data|0005|
T1070.009|Clear Persistence|0005|
T1070.010|Relocate Malware|0005|
T1071|Application Layer Protocol|0011|
T1071.001|Web Protocols|0011|
T1071.002|File Transfer Protocols|0011|
T1071.003|Mail Protocols|0011|
T1071.004|DNS|0011|
T1071.005|Publish/Subscribe Protocols|0011|
T1072|Software Deployment Tools|0002,0008|
T1073|DLL Side-Loading|0005|T1574.002
T1074|Data Staged|0009|
T1074.001|Local Data Staging|0009|
T1074.002|Remote Data Staging|0009|
T1075|Pass the Hash|0008|T1550.002
T1076|Remote Desktop Protocol|0008|T1021.001
T1077|Windows Admin Shares|0008|T1021.002
T1078|Valid Accounts|0005,0003,0004,0001|
T1078.001|Default Accounts|0005,0003,0004,0001|
T1078.002|Domain Accounts|0005,0003,0004,0001|
T1078.003|Local Accounts|0005,0003,0004,0001|
T1078.004|Cloud Accounts|0005,0003,0004,0001|
T1079|Multilayer Encryption|0011|T1573
T1080|Taint Shared Content|0008|
T1081|Credentials in Files|0006|T1552.001
T1082|System Information Discovery|0007|
T1083|File and Directory Discovery|0007|
T1084|Windows Management Instrumentation Event Subscription|0003|T1546.003
T1085|Rundll32|0005,0002|T1218.011
T1086|PowerShell|0002|T1059.001
T1087|Account Discovery|0007|
T1087.001|Local Account|0007|
T1087.002|Domain Account|0007|
T1087.003|Email Account|0007|
T1087.004|Cloud Account|0007|
T1088|Bypass User Account Control|0005,0004|T1548.002
T1089|Disabling Security Tools|0005|T1562.001
T1090|Proxy|0011|
T1090.001|Internal Proxy|0011|
T1090.002|External Proxy|0011|
T1090.003|Multi-hop Proxy|0011|
T1090.004|Domain Fronting|0011|
T1091|Replication Through Removable Media|0008,0001|
T1092|Communication Through Removable Media|0011|
T1093|Process Hollowing|0005|T1055.012
T1094|Custom Command and Control Protocol|0011|T1095
T1095|Non-Application Layer Protocol|0011|
T1096|NTFS File Attributes|0005|T1564.004
T1097|Pass the Ticket|0008|T1550.003
T1098|Account Manipulation|0003,0004|
T1098.001|Additional Cloud Credentials|0003,0004|
T1098.002|Additional Email Delegate Permissions|0003,0004|
T1098.003|Additional Cloud Roles|0003,0004|
T1098.004|SSH Authorized Keys|0003,0004|
T1098.005|Device Registration|0003,0004|
T1098.006|Additional Container Cluster Roles|0003,0004|
T1098.007|Additional Local or Domain Groups|0003,0004|
T1099|Timestomp|0005|T1070.006
T1100|Web Shell|0003,0004|T1505.003
T1101|Security Support Provider|0003|T1547.005
T1102|Web Service|0011|
T1102.001|Dead Drop Resolver|0011|
T1102.002|Bidirectional Communication|0011|
T1102.003|One-Way Communication|0011|
T1103|AppInit DLLs|0003,0004|T1546.010
T1104|Multi-Stage Channels|0011|
T1105|Ingress Tool Transfer|0011|
T1106|Native API|0002|
T1107|File Deletion|0005|T1070.004
T1108|Redundant Access|0005,0003|-
T1109|Component Firmware|0005,0003|T1542.002
T1110|Brute Force|0006|
T1110.001|Password Guessing|0006|
T1110.002|Password Cracking|0006|
T1110.003|Password Spraying|0006|
T1110.004|Credential Stuffing|0006|
T1111|Multi-Factor Authentication Interception|0006|
T1112|Modify Registry|0005,0003|
T1113|Screen Capture|0009|
T1114|Email Collection|0009|
T1114.001|Local Email Collection|0009|
T1114.002|Remote Email Collection|0009|
T1114.003|Email Forwarding Rule|0009|
T1115|Clipboard Data|0009|
T1116|Code Signing|0005|T1553.002
T1117|Regsvr32|0005,0002|T1218.010
T1118|InstallUtil|0005,0002|T1218.004
T1119|Automated Collection|0009|
T1120|Peripheral Device Discovery|0007|
T1121|Regsvcs/Regasm|0005,0002|T1218.009
T1122|Component Object Model Hijacking|0005,0003|T1546.015
T1123|Audio Capture|0009|
T1124|System Time Discovery|0007|
T1125|Video Capture|0009|
T1126|Network Share Connection Removal|0005|T1070.005
T1127|Trusted Developer Utilities Proxy Execution|0005|
T1127.001|MSBuild|0005|
T1127.002|ClickOnce|0005|
T1127.003|JamPlus|0005|
T1128|Netsh Helper DLL|0003|T1546.007
T1129|Shared Modules|0002|
T1130|Install Root Certificate|0005|T1553.004
T1131|Authentication Package|0003|T1547.002
T1132|Data Encoding|0011|
T1132.001|Standard Encoding|0011|
T1132.002|Non-Standard Encoding|0011|
T1133|External Remote Services|0003,0001|
T1134|Access Token Manipulation|0005,0004|
T1134.001|Token Impersonation/Theft|0005,0004|
T1134.002|Create Process with Token|0005,0004|
T1134.003|Make and Impersonate Token|0005,0004|
T1134.004|Parent PID Spoofing|0005,0004|
T1134.005|SID-History Injection|0005,0004|
T1135|Network Share Discovery|0007|
T1136|Create Account|0003|
T1136.001|Local Account|0003|
T1136.002|Domain Account|0003|
T1136.003|Cloud Account|0003|
T1137|Office Application Startup|0003|
T1137.001|Office Template Macros|0003|
T1137.002|Office Test|0003|
T1137.003|Outlook Forms|0003|
T1137.004|Outlook Home Page|0003|
T1137.005|Outlook Rules|0003|
T1137.006|Add-ins|0003|
T1138|Application Shimming|0003,0004|T1546.011
T1139|Bash History|0006|T1552.003
T1140|Deobfuscate/Decode Files or Information|0005|
T1141|Input Prompt|0006|T1056.002
T1142|Keychain|0006|T1555.001
T1143|Hidden Window|0005|T1564.003
T1144|Gatekeeper Bypass|0005|T1553.001
T1145|Private Keys|0006|T1552.004
T1146|Clear Command History|0005|T1070.003
T1147|Hidden Users|0005|T1564.002
T1148|HISTCONTROL|0005|T1562.003
T1149|LC_MAIN Hijacking|0005|-
T1150|Plist Modification|0005,0003,0004|T1547.011
T1151|Space after Filename|0005,0002|T1036.006
T1152|Launchctl|0005,0002,0003|T1569.001
T1153|Source|0002|-
T1154|Trap|0002,0003|T1546.005
T1155|AppleScript|0002|T1059.002
T1156|Malicious Shell Modification|0003|T1546.004
T1157|Dylib Hijacking|0003,0004|T1574.004
T1158|Hidden Files and Directories|0005,0003|T1564.001
T1159|Launch Agent|0003|T1543.001
T1160|Launch Daemon|0003,0004|T1543.004
T1161|LC_LOAD_DYLIB Addition|0003|T1546.006
T1162|Login Item|0003|T1547.011
T1163|Rc.common|0003|T1037.004
T1164|Re-opened Applications|0003|T1547.007
T1165|Startup Items|0003,0004|T1037.005
T1166|Setuid and Setgid|0004,0003|T1548.001
T1167|Securityd Memory|0006|T1555.002
T1168|Local Job Scheduling|0003,0002|T1053
T1169|Sudo|0004|T1548.003
T1170|Mshta|0005,0002|T1218.005
T1171|LLMNR/NBT-NS Poisoning and Relay|0006|T1557.001
T1172|Domain Fronting|0011|T1090.004
T1173|Dynamic Data Exchange|0002|T1559.002
T1174|Password Filter DLL|0006|T1556.002
T1175|Component Object Model and Distributed COM|0008,0002|-
T1176|Software Extensions|0003|
T1176.001|Browser Extensions|0003|
T1176.002|IDE Extensions|0003|
T1177|LSASS Driver|0002,0003|T1547.008
T1178|SID-History Injection|0004|T1134.005
T1179|Hooking|0003,0004,0006|T1056.004
T1180|Screensaver|0003|T1546.002
T1181|Extra Window Memory Injection|0005,0004|T1055.011
T1182|AppCert DLLs|0003,0004|T1546.009
T1183|Image File Execution Options Injection|0004,0003,0005|T1546.012
T1184|SSH Hijacking|0008|T1563.001
T1185|Browser Session Hijacking|0009|
T1186|Process Doppelgänging|0005|T1055.013
T1187|Forced Authentication|0006|
T1188|Multi-hop Proxy|0011|T1090.003
T1189|Drive-by Compromise|0001|
T1190|Exploit Public-Facing Application|0001|
T1191|CMSTP|0005,0002|T1218.003
T1192|Spearphishing Link|0001|T1566.002
T1193|Spearphishing Attachment|0001|T1566.001
T1194|Spearphishing via Service|0001|T1566.003
T1195|Supply Chain Compromise|0001|
T1195.001|Compromise Software Dependencies and Development Tools|0001|
T1195.002|Compromise Software Supply Chain|0001|
T1195.003|Compromise Hardware Supply Chain|0001|
T1196|Control Panel Items|0005,0002|T1218.002
T1197|BITS Jobs|0005,0003|
T1198|SIP and Trust Provider Hijacking|0005,0003|T1553.003
T1199|Trusted Relationship|0001|
T1200|Hardware Additions|0001|
T1201|Password Policy Discovery|0007|
T1202|Indirect Command Execution|0005|
T1203|Exploitation for Client Execution|0002|
T1204|User Execution|0002|
T1204.001|Malicious Link|0002|
T1204.002|Malicious File|0002|
T1204.003|Malicious Image|0002|
T1204.004|Malicious Copy and Paste|0002|
T1204.005|Malicious Library|0002|
T1205|Traffic Signaling|0005,0003,0011|
T1205.001|Port Knocking|0005,0003,0011|
T1205.002|Socket Filters|0005,0003,0011|
T1206|Sudo Caching|0004|T1548.003
T1207|Rogue Domain Controller|0005|
T1208|Kerberoasting|0006|T1558.003
T1209|Time Providers|0003|T1547.003
T1210|Exploitation of Remote Services|0008|
T1211|Exploitation for Defense Evasion|0005|
T1212|Exploitation for Credential Access|0006|
T1213|Data from Information Repositories|0009|
T1213.001|Confluence|0009|
T1213.002|Sharepoint|0009|
T1213.003|Code Repositories|0009|
T1213.004|Customer Relationship Management Software|0009|
T1213.005|Messaging Applications|0009|
T1213.006|Databases|0009|
T1214|Credentials in Registry|0006|T1552.002
T1215|Kernel Modules and Extensions|0003|T1547.006
T1216|System Script Proxy Execution|0005|
T1216.001|PubPrn|0005|
T1216.002|SyncAppvPublishingServer|0005|
T1217|Browser Information Discovery|0007|
T1218|System Binary Proxy Execution|0005|
T1218.001|Compiled HTML File|0005|
T1218.002|Control Panel|0005|
T1218.003|CMSTP|0005|
T1218.004|InstallUtil|0005|
T1218.005|Mshta|0005|
T1218.007|Msiexec|0005|
T1218.008|Odbcconf|0005|
T1218.009|Regsvcs/Regasm|0005|
T1218.010|Regsvr32|0005|
T1218.011|Rundll32|0005|
T1218.012|Verclsid|0005|
T1218.013|Mavinject|0005|
T1218.014|MMC|0005|
T1218.015|Electron Applications|0005|
T1219|Remote Access Tools|0011|
T1219.001|IDE Tunneling|0011|
T1219.002|Remote Desktop Software|0011|
T1219.003|Remote Access Hardware|0011|
T1220|XSL Script Processing|0005|
T1221|Template Injection|0005|
T1222|File and Directory Permissions Modification|0005|
T1222.001|Windows File and Directory Permissions Modification|0005|
T1222.002|Linux and Mac File and Directory Permissions Modification|0005|
T1223|Compiled HTML File|0005,0002|T1218.001
T1480|Execution Guardrails|0005|
T1480.001|Environmental Keying|0005|
T1480.002|Mutual Exclusion|0005|
T1482|Domain Trust Discovery|0007|
T1483|Domain Generation Algorithms|0011|T1568.002
T1484|Domain or Tenant Policy Modification|0005,0004|
T1484.001|Group Policy Modification|0005,0004|
T1484.002|Trust Modification|0005,0004|
T1485|Data Destruction|0040|
T1485.001|Lifecycle-Triggered Deletion|0040|
T1486|Data Encrypted for Impact|0040|
T1487|Disk Structure Wipe|0040|T1561.002
T1488|Disk Content Wipe|0040|T1561.001
T1489|Service Stop|0040|
T1490|Inhibit System Recovery|0040|
T1491|Defacement|0040|
T1491.001|Internal Defacement|0040|
T1491.002|External Defacement|0040|
T1492|Stored Data Manipulation|0040|T1565.001
T1493|Transmitted Data Manipulation|0040|T1565.002
T1494|Runtime Data Manipulation|0040|T1565.003
T1495|Firmware Corruption|0040|
T1496|Resource Hijacking|0040|
T1496.001|Compute Hijacking|0040|
T1496.002|Bandwidth Hijacking|0040|
T1496.003|SMS Pumping|0040|
T1496.004|Cloud Service Hijacking|0040|
T1497|Virtualization/Sandbox Evasion|0005,0007|
T1497.001|System Checks|0005,0007|
T1497.002|User Activity Based Checks|0005,0007|
T1497.003|Time Based Checks|0005,0007|
T1498|Network Denial of Service|0040|
T1498.001|Direct Network Flood|0040|
T1498.002|Reflection Amplification|0040|
T1499|Endpoint Denial of Service|0040|
T1499.001|OS Exhaustion Flood|0040|
T1499.002|Service Exhaustion Flood|0040|
T1499.003|Application Exhaustion Flood|0040|
T1499.004|Application or System Exploitation|0040|
T1500|Compile After Delivery|0005|T1027.004
T1501|Systemd Service|0003|T1543.002
T1502|Parent PID Spoofing|0005,0004|T1134.004
T1503|Credentials from Web Browsers|0006|T1555.003
T1504|PowerShell Profile|0003,0004|T1546.013
T1505|Server Software Component|0003|
T1505.001|SQL Stored Procedures|0003|
T1505.002|Transport Agent|0003|
T1505.003|Web Shell|0003|
T1505.004|IIS Components|0003|
T1505.005|Terminal Services DLL|0003|
T1505.006|vSphere Installation Bundles|0003|
T1506|Web Session Cookie|0005,0008|T1550.004
T1514|Elevated Execution with Prompt|0004|T1548.004
T1518|Software Discovery|0007|
T1518.001|Security Software Discovery|0007|
T1518.002|Backup Software Discovery|0007|
T1519|Emond|0003,0004|T1546.014
T1522|Cloud Instance Metadata API|0006|T1552.005
T1525|Implant Internal Image|0003|
T1526|Cloud Service Discovery|0007|
T1527|Application Access Token|0005,0008|T1550.001
T1528|Steal Application Access Token|0006|
T1529|System Shutdown/Reboot|0040|
T1530|Data from Cloud Storage|0009|
T1531|Account Access Removal|0040|
T1534|Internal Spearphishing|0008|
T1535|Unused/Unsupported Cloud Regions|0005|
T1536|Revert Cloud Instance|0005|T1578.004
T1537|Transfer Data to Cloud Account|0010|
T1538|Cloud Service Dashboard|0007|
T1539|Steal Web Session Cookie|0006|
T1542|Pre-OS Boot|0005,0003|
T1542.001|System Firmware|0003,0005|
T1542.002|Component Firmware|0003,0005|
T1542.003|Bootkit|0003,0005|
T1542.004|ROMMONkit|0005,0003|
T1542.005|TFTP Boot|0005,0003|
T1543|Create or Modify System Process|0003,0004|
T1543.001|Launch Agent|0003,0004|
T1543.002|Systemd Service|0003,0004|
T1543.003|Windows Service|0003,0004|
T1543.004|Launch Daemon|0003,0004|
T1543.005|Container Service|0003,0004|
T1546|Event Triggered Execution|0004,0003|
T1546.001|Change Default File Association|0004,0003|
T1546.002|Screensaver|0004,0003|
T1546.003|Windows Management Instrumentation Event Subscription|0004,0003|
T1546.004|Unix Shell Configuration Modification|0004,0003|
T1546.005|Trap|0004,0003|
T1546.006|LC_LOAD_DYLIB Addition|0004,0003|
T1546.007|Netsh Helper DLL|0004,0003|
T1546.008|Accessibility Features|0004,0003|
T1546.009|AppCert DLLs|0004,0003|
T1546.010|AppInit DLLs|0004,0003|
T1546.011|Application Shimming|0004,0003|
T1546.012|Image File Execution Options Injection|0004,0003|
T1546.013|PowerShell Profile|0004,0003|
T1546.014|Emond|0004,0003|
T1546.015|Component Object Model Hijacking|0004,0003|
T1546.016|Installer Packages|0004,0003|
T1546.017|Udev Rules|0003,0004|
T1546.018|Python Startup Hooks|0003,0004|
T1547|Boot or Logon Autostart Execution|0003,0004|
T1547.001|Registry Run Keys / Startup Folder|0003,0004|
T1547.002|Authentication Package|0003,0004|
T1547.003|Time Providers|0003,0004|
T1547.004|Winlogon Helper DLL|0003,0004|
T1547.005|Security Support Provider|0003,0004|
T1547.006|Kernel Modules and Extensions|0003,0004|
T1547.007|Re-opened Applications|0003,0004|
T1547.008|LSASS Driver|0003,0004|
T1547.009|Shortcut Modification|0003,0004|
T1547.010|Port Monitors|0003,0004|
T1547.011|Plist Modification|0003,0004|T1647
T1547.012|Print Processors|0003,0004|
T1547.013|XDG Autostart Entries|0003,0004|
T1547.014|Active Setup|0003,0004|
T1547.015|Login Items|0003,0004|
T1548|Abuse Elevation Control Mechanism|0004,0005|
T1548.001|Setuid and Setgid|0004,0005|
T1548.002|Bypass User Account Control|0004,0005|
T1548.003|Sudo and Sudo Caching|0004,0005|
T1548.004|Elevated Execution with Prompt|0004,0005|
T1548.005|Temporary Elevated Cloud Access|0004,0005|
T1548.006|TCC Manipulation|0005,0004|
T1550|Use Alternate Authentication Material|0005,0008|
T1550.001|Application Access Token|0005,0008|
T1550.002|Pass the Hash|0005,0008|
T1550.003|Pass the Ticket|0005,0008|
T1550.004|Web Session Cookie|0005,0008|
T1552|Unsecured Credentials|0006|
T1552.001|Credentials In Files|0006|
T1552.002|Credentials in Registry|0006|
T1552.003|Shell History|0006|
T1552.004|Private Keys|0006|
T1552.005|Cloud Instance Metadata API|0006|
T1552.006|Group Policy Preferences|0006|
T1552.007|Container API|0006|
T1552.008|Chat Messages|0006|
T1553|Subvert Trust Controls|0005|
T1553.001|Gatekeeper Bypass|0005|
T1553.002|Code Signing|0005|
T1553.003|SIP and Trust Provider Hijacking|0005|
T1553.004|Install Root Certificate|0005|
T1553.005|Mark-of-the-Web Bypass|0005|
T1553.006|Code Signing Policy Modification|0005|
T1554|Compromise Host Software Binary|0003|
T1555|Credentials from Password Stores|0006|
T1555.001|Keychain|0006|
T1555.002|Securityd Memory|0006|
T1555.003|Credentials from Web Browsers|0006|
T1555.004|Windows Credential Manager|0006|
T1555.005|Password Managers|0006|
T1555.006|Cloud Secrets Management Stores|0006|
T1556|Modify Authentication Process|0006,0005,0003|
T1556.001|Domain Controller Authentication|0006,0005,0003|
T1556.002|Password Filter DLL|0006,0005,0003|
T1556.003|Pluggable Authentication Modules|0006,0005,0003|
T1556.004|Network Device Authentication|0006,0005,0003|
T1556.005|Reversible Encryption|0006,0005,0003|
T1556.006|Multi-Factor Authentication|0006,0005,0003|
T1556.007|Hybrid Identity|0006,0005,0003|
T1556.008|Network Provider DLL|0006,0005,0003|
T1556.009|Conditional Access Policies|0006,0005,0003|
T1557|Adversary-in-the-Middle|0006,0009|
T1557.001|LLMNR/NBT-NS Poisoning and SMB Relay|0006,0009|
T1557.002|ARP Cache Poisoning|0006,0009|
T1557.003|DHCP Spoofing|0006,0009|
T1557.004|Evil Twin|0006,0009|
T1558|Steal or Forge Kerberos Tickets|0006|
T1558.001|Golden Ticket|0006|
T1558.002|Silver Ticket|0006|
T1558.003|Kerberoasting|0006|
T1558.004|AS-REP Roasting|0006|
T1558.005|Ccache Files|0006|
T1559|Inter-Process Communication|0002|
T1559.001|Component Object Model|0002|
T1559.002|Dynamic Data Exchange|0002|
T1559.003|XPC Services|0002|
T1560|Archive Collected Data|0009|
T1560.001|Archive via Utility|0009|
T1560.002|Archive via Library|0009|
T1560.003|Archive via Custom Method|0009|
T1561|Disk Wipe|0040|
T1561.001|Disk Content Wipe|0040|
T1561.002|Disk Structure Wipe|0040|
T1562|Impair Defenses|0005|
T1562.001|Disable or Modify Tools|0005|
T1562.002|Disable Windows Event Logging|0005|
T1562.003|Impair Command History Logging|0005|
T1562.004|Disable or Modify System Firewall|0005|
T1562.006|Indicator Blocking|0005|
T1562.007|Disable or Modify Cloud Firewall|0005|
T1562.008|Disable or Modify Cloud Logs|0005|
T1562.009|Safe Mode Boot|0005|
T1562.010|Downgrade Attack|0005|
T1562.011|Spoof Security Alerting|0005|
T1562.012|Disable or Modify Linux Audit System|0005|
T1562.013|Disable or Modify Network Device Firewall|0005|
T1563|Remote Service Session Hijacking|0008|
T1563.001|SSH Hijacking|0008|
T1563.002|RDP Hijacking|0008|
T1564|Hide Artifacts|0005|
T1564.001|Hidden Files and Directories|0005|
T1564.002|Hidden Users|0005|
T1564.003|Hidden Window|0005|
T1564.004|NTFS File Attributes|0005|
T1564.005|Hidden File System|0005|
T1564.006|Run Virtual Instance|0005|
T1564.007|VBA Stomping|0005|
T1564.008|Email Hiding Rules|0005|
T1564.009|Resource Forking|0005|
T1564.010|Process Argument Spoofing|0005|
T1564.011|Ignore Process Interrupts|0005|
T1564.012|File/Path Exclusions|0005|
T1564.013|Bind Mounts|0005|
T1564.014|Extended Attributes|0005|
T1565|Data Manipulation|0040|
T1565.001|Stored Data Manipulation|0040|
T1565.002|Transmitted Data Manipulation|0040|
T1565.003|Runtime Data Manipulation|0040|
T1566|Phishing|0001|
T1566.001|Spearphishing Attachment|0001|
T1566.002|Spearphishing Link|0001|
T1566.003|Spearphishing via Service|0001|
T1566.004|Spearphishing Voice|0001|
T1567|Exfiltration Over Web Service|0010|
T1567.001|Exfiltration to Code Repository|0010|
T1567.002|Exfiltration to Cloud Storage|0010|
T1567.003|Exfiltration to Text Storage Sites|0010|
T1567.004|Exfiltration Over Webhook|0010|
T1568|Dynamic Resolution|0011|
T1568.001|Fast Flux DNS|0011|
T1568.002|Domain Generation Algorithms|0011|
T1568.003|DNS Calculation|0011|
T1569|System Services|0002|
T1569.001|Launchctl|0002|
T1569.002|Service Execution|0002|
T1569.003|Systemctl|0002|
T1570|Lateral Tool Transfer|0008|
T1571|Non-Standard Port|0011|
T1572|Protocol Tunneling|0011|
T1573|Encrypted Channel|0011|
T1573.001|Symmetric Cryptography|0011|
T1573.002|Asymmetric Cryptography|0011|
T1574|Hijack Execution Flow|0003,0004,0005|
T1574.001|DLL|0003,0004,0005|
T1574.002|DLL Side-Loading|0003,0004,0005|T1574.001
T1574.004|Dylib Hijacking|0003,0004,0005|
T1574.005|Executable Installer File Permissions Weakness|0003,0004,0005|
T1574.006|Dynamic Linker Hijacking|0003,0004,0005|
T1574.007|Path Interception by PATH Environment Variable|0003,0004,0005|
T1574.008|Path Interception by Search Order Hijacking|0003,0004,0005|
T1574.009|Path Interception by Unquoted Path|0003,0004,0005|
T1574.010|Services File Permissions Weakness|0003,0004,0005|
T1574.011|Services Registry Permissions Weakness|0003,0004,0005|
T1574.012|COR_PROFILER|0003,0004,0005|
T1574.013|KernelCallbackTable|0003,0004,0005|
T1574.014|AppDomainManager|0003,0004,0005|
T1578|Modify Cloud Compute Infrastructure|0005|
T1578.001|Create Snapshot|0005|
T1578.002|Create Cloud Instance|0005|
T1578.003|Delete Cloud Instance|0005|
T1578.004|Revert Cloud Instance|0005|
T1578.005|Modify Cloud Compute Configurations|0005|
T1580|Cloud Infrastructure Discovery|0007|
T1583|Acquire Infrastructure|0042|
T1583.001|Domains|0042|
T1583.002|DNS Server|0042|
T1583.003|Virtual Private Server|0042|
T1583.004|Server|0042|
T1583.005|Botnet|0042|
T1583.006|Web Services|0042|
T1583.007|Serverless|0042|
T1583.008|Malvertising|0042|
T1584|Compromise Infrastructure|0042|
T1584.001|Domains|0042|
T1584.002|DNS Server|0042|
T1584.003|Virtual Private Server|0042|
T1584.004|Server|0042|
T1584.005|Botnet|0042|
T1584.006|Web Services|0042|
T1584.007|Serverless|0042|
T1584.008|Network Devices|0042|
T1585|Establish Accounts|0042|
T1585.001|Social Media Accounts|0042|
T1585.002|Email Accounts|0042|
T1585.003|Cloud Accounts|0042|
T1586|Compromise Accounts|0042|
T1586.001|Social Media Accounts|0042|
T1586.002|Email Accounts|0042|
T1586.003|Cloud Accounts|0042|
T1587|Develop Capabilities|0042|
T1587.001|Malware|0042|
T1587.002|Code Signing Certificates|0042|
T1587.003|Digital Certificates|0042|
T1587.004|Exploits|0042|
T1588|Obtain Capabilities|0042|
T1588.001|Malware|0042|
T1588.002|Tool|0042|
T1588.003|Code Signing Certificates|0042|
T1588.004|Digital Certificates|0042|
T1588.005|Exploits|0042|
T1588.006|Vulnerabilities|0042|
T1588.007|Artificial Intelligence|0042|
T1589|Gather Victim Identity Information|0043|
T1589.001|Credentials|0043|
T1589.002|Email Addresses|0043|
T1589.003|Employee Names|0043|
T1590|Gather Victim Network Information|0043|
T1590.001|Domain Properties|0043|
T1590.002|DNS|0043|
T1590.003|Network Trust Dependencies|0043|
T1590.004|Network Topology|0043|
T1590.005|IP Addresses|0043|
T1590.006|Network Security Appliances|0043|
T1591|Gather Victim Org Information|0043|
T1591.001|Determine Physical Locations|0043|
T1591.002|Business Relationships|0043|
T1591.003|Identify Business Tempo|0043|
T1591.004|Identify Roles|0043|
T1592|Gather Victim Host Information|0043|
T1592.001|Hardware|0043|
T1592.002|Software|0043|
T1592.003|Firmware|0043|
T1592.004|Client Configurations|0043|
T1593|Search Open Websites/Domains|0043|
T1593.001|Social Media|0043|
T1593.002|Search Engines|0043|
T1593.003|Code Repositories|0043|
T1594|Search Victim-Owned Websites|0043|
T1595|Active Scanning|0043|
T1595.001|Scanning IP Blocks|0043|
T1595.002|Vulnerability Scanning|0043|
T1595.003|Wordlist Scanning|0043|
T1596|Search Open Technical Databases|0043|
T1596.001|DNS/Passive DNS|0043|
T1596.002|WHOIS|0043|
T1596.003|Digital Certificates|0043|
T1596.004|CDNs|0043|
T1596.005|Scan Databases|0043|
T1597|Search Closed Sources|0043|
T1597.001|Threat Intel Vendors|0043|
T1597.002|Purchase Technical Data|0043|
T1598|Phishing for Information|0043|
T1598.001|Spearphishing Service|0043|
T1598.002|Spearphishing Attachment|0043|
T1598.003|Spearphishing Link|0043|
T1598.004|Spearphishing Voice|0043|
T1599|Network Boundary Bridging|0005|
T1599.001|Network Address Translation Traversal|0005|
T1600|Weaken Encryption|0005|
T1600.001|Reduce Key Space|0005|
T1600.002|Disable Crypto Hardware|0005|
T1601|Modify System Image|0005|
T1601.001|Patch System Image|0005|
T1601.002|Downgrade System Image|0005|
T1602|Data from Configuration Repository|0009|
T1602.001|SNMP (MIB Dump)|0009|
T1602.002|Network Device Configuration Dump|0009|
T1606|Forge Web Credentials|0006|
T1606.001|Web Cookies|0006|
T1606.002|SAML Tokens|0006|
T1608|Stage Capabilities|0042|
T1608.001|Upload Malware|0042|
T1608.002|Upload Tool|0042|
T1608.003|Install Digital Certificate|0042|
T1608.004|Drive-by Target|0042|
T1608.005|Link Target|0042|
T1608.006|SEO Poisoning|0042|
T1609|Container Administration Command|0002|
T1610|Deploy Container|0005,0002|
T1611|Escape to Host|0004|
T1612|Build Image on Host|0005|
T1613|Container and Resource Discovery|0007|
T1614|System Location Discovery|0007|
T1614.001|System Language Discovery|0007|
T1615|Group Policy Discovery|0007|
T1619|Cloud Storage Object Discovery|0007|
T1620|Reflective Code Loading|0005|
T1621|Multi-Factor Authentication Request Generation|0006|
T1622|Debugger Evasion|0005,0007|
T1647|Plist File Modification|0005|
T1648|Serverless Execution|0002|
T1649|Steal or Forge Authentication Certificates|0006|
T1650|Acquire Access|0042|
T1651|Cloud Administration Command|0002|
T1652|Device Driver Discovery|0007|
T1653|Power Settings|0003|
T1654|Log Enumeration|0007|
T1656|Impersonation|0005|
T1657|Financial Theft|0040|
T1659|Content Injection|0001,0011|
T1665|Hide Infrastructure|0011|
T1666|Modify Cloud Resource Hierarchy|0005|
T1667|Email Bombing|0040|
T1668|Exclusive Control|0003|
T1669|Wi-Fi Networks|0001|
T1671|Cloud Application Integration|0003|
T1672|Email Spoofing|0005|
T1673|Virtual Machine Discovery|0007|
T1674|Input Injection|0002|
T1675|ESXi Administration Command|0002|
T1677|Poisoned Pipeline Execution|0002|
T1678|Delay Execution|0005|
T1679|Selective Exclusion|0005|
T1680|Local Storage Discovery|0007|
T1681|Search Threat Vendor Data|0043|
`;
