"""The value lists of docs/spec/values.md. A table: add to it when that page grows."""
from __future__ import annotations

from typing import Dict, FrozenSet

_TABLE = """
severities: critical high medium low informational
priorities: P1 P2 P3 P4
tlpLabels: RED AMBER+STRICT AMBER GREEN CLEAR
papLabels: RED AMBER GREEN CLEAR
verdicts: confirmed suspected near-miss false-positive
incidentTypes: abusive-content:spam abusive-content:harmful-speech abusive-content:violence malicious-code:infected-system malicious-code:c2-server
  malicious-code:malware-distribution malicious-code:malware-configuration information-gathering:scanner information-gathering:sniffing
  information-gathering:social-engineering intrusion-attempts:ids-alert intrusion-attempts:brute-force intrusion-attempts:exploit
  intrusions:privileged-account-compromise intrusions:unprivileged-account-compromise intrusions:application-compromise intrusions:system-compromise
  intrusions:burglary availability:dos availability:ddos availability:misconfiguration availability:sabotage availability:outage
  information-content-security:unauthorised-information-access information-content-security:unauthorised-information-modification
  information-content-security:data-loss information-content-security:data-leak fraud:unauthorised-use-of-resources fraud:copyright fraud:masquerade
  fraud:phishing vulnerable:weak-crypto vulnerable:ddos-amplifier vulnerable:potentially-unwanted-accessible vulnerable:information-disclosure
  vulnerable:vulnerable-system other:other other:undetermined test:test
incidentStates: reported triaging observed not-an-incident declared confirmed contained eradicated recovered resolved reviewing closed reopened
milestoneKinds: compromised firstExfil detected reported acknowledged triageStarted triageCompleted declared highSeverityConfirmed discovered
  confirmed customerImpactConfirmed awarePersonalData contained eradicated restored recovered resolved reportDelivered reviewScheduled reviewHeld
  closed highRiskDetermined processorAware awareSignificant recipientsAffected authorityRequest incidentHandled aware classifiedMajor activitiesRecovered
  clientsAffected awareExploited awareSevere correctiveMeasure awareNis material materialAddition reasonableBelief determined
  serviceDisrupted agencyIdentified ransomPaid phiDiscovered ftcDiscovered cardCompromiseSuspected socAwareSignificantImpact socAwareRelevantImpact oralReport
  ndbSuspected ndbBelief apraAware apraWeakness pdpaCredible pdpaNotifiable masDiscovered ciiAware claimKnown submissionIncomplete
functionalImpacts: none low medium high
informationImpacts: none privacy proprietary integrity
recoverabilities: regular supplemented extended not-recoverable
timelineTracks: adversary defender system communication clock
confidences: low moderate high
evidenceKinds: physical-device storage-media memory-image disk-image logical-export log-file mail-item packet-capture cloud-snapshot screenshot photo
  document chat-transcript recording paper report other
evidencePurposes: technical-work review legal regulator insurance other
hashAlgorithms: sha256 sha1 md5
custodyTypes: discover collect label seal unseal reseal store check-out check-in release receive refuse ship access copy verify photograph dispute
  lost dispose
custodyMethods: hand courier post network locker
actionKinds: isolate-host isolate-segment block-ip block-domain block-url sinkhole-domain disable-remote-access disable-account revoke-sessions
  rotate-credential remove-grant revoke-certificate suspend-process kill-process quarantine-file remove-file deny-executable remove-persistence
  block-sender purge-mail stop-service shut-down-host restrict-supplier-link throttle-traffic wipe-device takedown-request patch reimage restore-data
  restore-access collect other
actionStates: proposed authorised refused expired assigned in-progress done verified ineffective rolled-back ratified not-ratified cancelled
phases: prepare detect assess coordinate contain eradicate recover learn
decisionStates: proposed decided ratified overturned superseded expired
taskStates: open assigned accepted in-progress blocked done verified cancelled handed-over
systemKinds: server workstation laptop mobile network cloud-workload saas-tenant ot storage other
systemStates: suspected in-scope compromised cleared contained collected eradicated rebuilt restored monitored in-service decommissioned
criticalities: critical high normal low
accountKinds: user admin service api-key guest shared
accountStates: suspected compromised cleared disabled sessions-revoked credentials-reset persistence-checked re-enabled deleted
indicatorTypes: ipv4 ipv6 domain url email file-hash file-name registry mutex user-agent certificate account process wallet phone yara sigma other
indicatorVerdicts: malicious suspicious benign unknown
indicatorStates: observed assessed shared deployed hit no-hit expired revoked
contactKinds: security admin executive legal privacy it-ops comms finance hotline duty-desk
communicationKinds: notification status-update escalation briefing request approval legal press regulator law-enforcement internal call
callOutcomes: reached reached-not-authenticated voicemail busy no-answer wrong-number refused
linkRelations: mentions evidence-of target caused-by supports contradicts derived-from answers duplicate-of
entrySources: typed voice import paper-transcript peer clock-engine undo
timePrecisions: exact second minute approx date unknown
clockSources: device external-log witness paper
slipMeans: voice paper qr
narrativeSections: executive-summary impact root-cause went-well went-badly lucky learnings prevention recommendations residual-risk
mandatoryNarratives: root-cause learnings prevention
clockProfiles: customer-contract managed-service
clockEffects: waive pause resume explain confirm
playbookPhases: prepare assess authority preserve contain investigate command communicate report eradicate recover learn
playbookStepKinds: action evidence decision communication
playbookOutcomes: done skipped not-applicable
incidentRoles: incident-coordinator deputy scribe lead-investigator evidence-custodian containment-lead recovery-lead communications-lead
  customer-liaison internal-liaison legal-counsel privacy-officer executive-sponsor soc-analyst subject-expert approver observer external-responder
  law-enforcement-liaison
assignmentStates: offered accepted declined lapsed relieved
handoverItemKinds: role task custody transit clock approval expiry hypothesis tried duty
handoverOutcomes: accepted refused query answer
planStrategies: contain-now observe-then-contain mixed
reportabilityAnswers: reportable not-reportable undetermined
packTrusts: built-in fingerprint
regimeMilestones: highRiskDetermined processorAware awareSignificant recipientsAffected authorityRequest incidentHandled aware classifiedMajor activitiesRecovered
  clientsAffected awareExploited awareSevere correctiveMeasure awareNis material materialAddition reasonableBelief determined
  serviceDisrupted agencyIdentified ransomPaid phiDiscovered ftcDiscovered cardCompromiseSuspected socAwareSignificantImpact socAwareRelevantImpact oralReport
  ndbSuspected ndbBelief apraAware apraWeakness pdpaCredible pdpaNotifiable masDiscovered ciiAware claimKnown submissionIncomplete
reviewFormats: hotwash post-incident deep-dive
reviewStates: scheduled held cancelled
lessonAreas: detection response prevention recovery communication tooling preparation
lessonValences: well badly lucky
correctiveTypes: prevent detect respond recover prepare
correctiveControls: technical process procedure training contract
correctiveStates: proposed accepted declined in-progress done verified-effective ineffective reopened
deploymentResults: watching hit no-hit declined
audienceKinds: executives product-teams customer own-staff authority supplier other
updateBegins: at-once declared confirmed severity-reached customer-notified
updateEnds: contained eradicated recovered resolved closed stated-condition
subscriptionStates: active ended
distributionMeans: email handed-over courier post portal shared-folder read-out
acquisitionMethods: live dead logical physical cloud-api manual
acquisitionChecks: match mismatch not-applicable
checklistOutcomes: captured skipped
holdStates: in-force lifted
persistenceChecks: mailbox-rules oauth-grants mfa-devices delegates api-keys app-passwords federation
dataVarieties: credentials multifactor-credential secrets bank payment virtual-currency personal sensitive-personal medical classified copyrighted source-code digital-certificate internal system other unknown
dataSubjects: customer employee patient partner student public
dataRegimes: gdpr phi pci financial professional-secrecy export-control trade-secret contract other
exposureStates: stored stored-encrypted stored-unencrypted transmitted transmitted-encrypted transmitted-unencrypted processed printed other unknown
disclosures: yes potentially no unknown
dataEncryptions: yes-keys-safe yes-keys-exposed no unknown
findingKinds: fact-summary interpretation opinion hypothesis
findingStates: open supported refuted superseded
likelihoods: almost-no-chance very-unlikely unlikely roughly-even-chance likely very-likely almost-certain
causeTypes: event condition decision-context control-absent control-failed control-worked
channelKinds: phone sms email secure-im bridge portal ticket radio in-person courier paper
channelDependencies: identity-provider device network carrier vendor
paceLevels: primary alternate contingency emergency
channelWorks: yes no untested
channelStates: unstated trusted distrusted compromised unknown
bridgeStates: open closed
bridgeRecordings: none with-consent
attendanceStates: present left
verificationMeans: call-back code-line phrase in-person not-verified
codeSheetStates: issued used-up void
checkResults: passed failed
messageTemplates: customer-notification status-update executive-update regulator law-enforcement escalation
signOffVerdicts: review-asked approved returned
transports: sent relayed spoken handed-over posted-later
proofKinds: photo message-id read-back portal-receipt
approvalLevels: never ask-first act
approvalSeats: single first-of-two second-of-two
approvalVerdicts: refused conditional approved
identityMethods: callback code-sheet phrase in-person other
identityResults: failed not-checked passed
captureOutcomes: done skipped
verificationResults: ineffective partial effective
readinessItems: contacts-called designated-contacts authentication-sheet actions-approved manual-reviewed channels-tested clocks-confirmed
  outside-numbers asset-list log-sources backups calendar-valid templates-approved evidence-kit console-copied sheets-printed exercise-held
readinessOutcomes: gap complete not-applicable
detectionSources: siem ids-ips edr vulnerability-scanner dlp other-monitoring user-report complaint log-review audit threat-intelligence researcher law-enforcement
  customer partner provider actor-disclosure other
intakeChannels: phone e-mail ticket in-person chat web-form alert letter other
reporterChecks: yes no failed
dispositions: confirmed deferred unidentified transferred discarded insufficient-data faulty-indicator misconfiguration scan-probe failed refuted duplicate
urgencies: high medium low
functionalImpactDetails: no-impact no-impact-to-services minimal-non-critical minimal-critical significant-non-critical denial-non-critical significant-critical denial-critical
informationImpactDetails: no-impact suspected-not-identified privacy-breach proprietary-breach destruction-non-critical critical-systems-breach core-credential-compromise
  destruction-critical
attackVectors: unknown attrition web email-phishing removable-media impersonation improper-usage loss-or-theft other
activityLocations: business-dmz business-network business-management critical-dmz critical-management critical-systems safety-systems unknown
outlooks: improving stable worsening
verisActors: external internal partner unknown
verisMotives: convenience espionage fear financial fun grudge ideology secondary not-applicable other unknown
verisActions: hacking malware social error misuse physical environmental unknown
verisAssets: server network user-device media person terminal embedded unknown
memberRoles: admin writer reader witness
invitationHistories: all from-now
fingerprintMeans: voice paper qr in-person
fingerprintResults: same different
verisAttributes: confidentiality integrity availability
"""


def _read(table: str) -> Dict[str, FrozenSet[str]]:
    lists: Dict[str, FrozenSet[str]] = {}
    for line in table.replace("\n  ", " ").strip().split("\n"):
        name, values = line.split(": ")
        lists[name] = frozenset(values.split(" "))
    return lists


VALUES = _read(_TABLE)
