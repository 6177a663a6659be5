"""The bodies of entries (entries.md sections 4, 5 and 8; witness.md sections 2 and 5), as a table that entry.py reads.

Per kind: `name:type` separated by spaces; `name?` is optional. A type in brackets is an array, a type that names a list of
values.py is one of its values, `a|b` is one of the words written.
"""
from __future__ import annotations

from typing import Dict

PLAYBOOK = "playbook:uuid code?:line version:line title:line useWhen?:text types:[incidentTypes] minimumSeverity?:severities attack?:attack d3fend?:d3fend steps:[playbookStep]"

STANDS_ON = "asOf:integer heads:[reportHead] contentSha256:sha256"

BODIES: Dict[str, str] = {
    "incident": "ref:incidentRef title:line codename?:line summary?:text severity:severities priority?:priorities types:[incidentTypes] verdict:verdicts major:flag tlp:tlpLabels"
                " pap?:papLabels customer?:line exercise:flag zone:zone clockProfiles?:[clockProfiles] disposition?:dispositions duplicateOf?:line recurrenceOf?:line",
    "person": "name:line initials:initials role?:line organisation?:line prefix:prefix",
    "note": "text:text",
    "event": "track:timelineTracks fact:text source?:line host?:line account?:line technique?:technique confidence?:confidences raw?:text locator?:line interpretation?:text",
    "evidence": "ref:ref name:line evidenceKind:evidenceKinds description?:text origin:file|pasted|physical|issued-report sourceName?:line sourceModified?:integer sourceSystem?:line"
                " sourceWhere?:line collectedBy:line witness?:line tool?:line authority?:line custodian:line storage?:line sealNumber?:line serial?:line personalData?:flag purpose?:evidencePurposes sealed?:sealed",
    "action": "ref:ref title:text actionKind:actionKinds phase?:phases targets:[line] authority:authority executor?:line requestedAt?:time doneAt?:time due?:time rationale?:text"
              " expectedEffect?:text disruption?:text rollbackPlan?:text steps?:text state:actionStates approvedAt?:time startedAt?:time verifiedAt?:time rolledBackAt?:time"
              " captureFirst?:[capture] disruptionMinutes?:count customersAffected?:count verification?:verification",
    "decision": "ref:ref question:text options:[line] choice:text reason?:text known?:text unknown?:text decidedBy:line consulted:[line] dissent?:text reviewBy?:time reversible?:flag"
                " clock?:clock state:decisionStates",
    "task": "ref:ref title:text phase?:phases owner?:line due?:time state:taskStates",
    "system": "ref:ref name:line systemKind:systemKinds addresses:[line] owner?:line location?:line criticality:criticalities clockErrorMs?:integer customerSystem?:flag notes?:text state:systemStates secure?:flag operational?:flag",
    "account": "ref:ref principal:line realm?:line accountKind:accountKinds privilege?:line owner?:line notes?:text state:accountStates persistenceChecked?:[persistenceChecks]",
    "indicator": "ref:ref indicatorType:indicatorTypes value:text context?:text verdict:indicatorVerdicts confidence?:confidences tlp?:tlpLabels technique?:technique state:indicatorStates pap?:papLabels firstSeen?:time lastSeen?:time"
                 " validUntil?:time",
    "contact": "name:line organisation?:line roleTitle?:line contactKinds:[contactKinds] numbers:[line] emails:[line] zone?:line notes?:text order?:positive customer?:flag caseNumber?:line"
               " orderCritical?:place orderHigh?:place orderMedium?:place orderLow?:place",
    "communication": "direction:out|in communicationKind:communicationKinds counterpart?:line channel?:line text:text outcome?:callOutcomes via?:id message?:id override?:id transport?:transports proofKind?:proofKinds proof?:line check?:callerCheck clock?:line receipt?:line",
    "milestone": "milestone:milestoneKinds basis:text",
    "assessment": "severity:severities priority?:priorities functionalImpact?:functionalImpacts informationImpact?:informationImpacts recoverability?:recoverabilities reason:text"
                  " urgency?:urgencies criteriaVersion?:line functionalImpactDetail?:functionalImpactDetails informationImpactDetail?:informationImpactDetails attackVector?:attackVectors"
                  " activityLocation?:activityLocations outlook?:outlooks affectedCustomers?:count affectedPersons?:count affectedRecords?:count affectedSystems?:count downtimeMinutes?:count"
                  " countsConfidence?:confidences verisActor?:verisActors verisMotive?:verisMotives verisAction?:verisActions verisAsset?:verisAssets verisAttributes?:[verisAttributes] estimate?:line",
    "intake": "ref:ref text:text detectionSource?:detectionSources channel?:intakeChannels channelDetail?:line reporter?:line reporterOrganisation?:line callback?:line"
              " reporterVerified?:reporterChecks ticket?:line suspectedAt?:time receivedBy?:line routedTo?:line routedAt?:time hops?:[line]",
    "alert": "ref:ref tool:line sourceId?:line rule:line sourceSeverity?:line host?:line account?:line indicator?:line raw?:text locator?:line",
    "declaration-rule": "customer?:line minimumSeverity?:severities types:[incidentTypes] reason:line agreedWith?:line validFrom?:time validUntil?:time",
    "outside-reference": "system:line reference:line organisation?:line note?:text",
    "narrative": "section:section text:text",
    "report": "documentType:line issue:positive title:line tlp:tlpLabels contentSha256:sha256 evidence:id supersedes?:id heads:[reportHead] changes?:text redaction?:reportRedaction items?:[id] worksheet?:line",
    "distribution": "report:id recipient:line organisation?:line means:distributionMeans acknowledged?:time receipt?:line note?:text",
    "export": "format:line rows:count leftOut:count filter?:text contentSha256:sha256 bundle?:hex16 recipients?:[fingerprint] heads?:[reportHead]",
    "time-authority": "name:line certificate:certificate note?:text",
    "playbook": PLAYBOOK + " reason:text reviewDays?:positive fromLesson?:lessonSource",
    "playbook-run": PLAYBOOK,
    "playbook-step": "run:id step:uuid text:text outcome:playbookOutcomes remark?:text",
    "clock-pack": "pack:line version:line title:line file:text signer:sha256 trust:packTrusts reason:text",
    "calendar": "calendar:line title:line zone:line weekend:[weekday] holidays:[day] validThrough:day cutOffMinutes?:minuteOfDay source?:line",
    "reportability": "regime:line question:text facts?:text answer:reportabilityAnswers reason:text decidedBy:line approvedBy?:line revisitBy?:time authority?:line submissionRef?:line supersedes?:[id]",
    "data-set": "ref:ref name:line categories:[dataVarieties] subjects:[dataSubjects] regimes:[dataRegimes] records?:count persons?:count jurisdictions:[country]"
                " stateAtExposure:exposureStates disclosed:disclosures encrypted:dataEncryptions owner?:line notes?:text",
    "finding": "ref:ref statement:text findingKind:findingKinds confidence:confidences likelihood?:likelihoods state:findingStates",
    "cause": "text:text causeType:causeTypes parent?:id",
    "review": "format:reviewFormats scheduledAt:time facilitator:line attendees:[line] agenda?:text detection?:text response?:text prevention?:text outcome?:text state:reviewStates",
    "lesson": "ref:ref text:text area:lessonAreas valence:lessonValences",
    "corrective-action": "ref:ref text:text correctiveType:correctiveTypes control:correctiveControls owner?:line due?:time priority?:priorities successMeasure?:text state:correctiveStates",
    "deployment": "indicator:id where:line result:deploymentResults by?:line note?:text",
    "acquisition": "item:id method:acquisitionMethods tool:line toolVersion?:line command?:text writeBlocker?:line startedAt?:time operator:line qualification?:line sourceHash?:line outputHash?:line"
                   " check:acquisitionChecks errors?:text changesMade?:text justification?:text",
    "examination": "item:id copyUsed?:line tool:line toolVersion?:line steps:text outputHash?:line observation:text interpretation?:text notRepeatable?:text",
    "legal-hold": "ref:ref reason:text orderedBy:line items:[id] until?:time state:holdStates",
    "checklist-line": "system:line rank:rank what:line outcome:checklistOutcomes reason?:text tool?:line item?:id",
    "assignment": "role:incidentRoles person:line organisation?:line contact?:line qualifications?:[line] scope?:text from?:time until?:time state:assignmentStates",
    "shift": "person:line begins:time ends:time duty?:line qualifications?:[line] contact?:line",
    "handover": "ref:ref from:line to:line shift?:id situation?:text tried?:text condition?:text outages?:text items:[handoverItem] " + STANDS_ON,
    "handover-item": "handover:id item:positive outcome:handoverOutcomes by:line note?:text",
    "plan": "version:positive situation:text objectives:[line] strategy:planStrategies workstreams:[workstream] constraints:[line] triggers:[planTrigger] resources?:text"
            " communicationsPlan?:text recoveryCriteria?:text approved?:planApproval",
    "sitrep": "number:positive assessment:text nextSteps:text wanted?:text " + STANDS_ON,
    "channel": "ref:ref channelKind:channelKinds label:line address:line owner?:line corporate?:flag dependencies:[channelDependencies] needs:[line] pace?:paceLevels works?:channelWorks testedAt?:time"
               " retention?:line retentionHours?:retentionHours joinInstructions?:text state:channelStates",
    "bridge": "ref:ref label:line channel?:id address?:line host:line scribe?:line recording?:bridgeRecordings nextCheckIn?:time state:bridgeStates",
    "attendance": "bridge:id person:line organisation?:line role?:line customer?:flag check:callerCheck state:attendanceStates",
    "code-sheet": "ref:ref lines:lineNumber holder:line purpose?:line state:codeSheetStates",
    "message": "ref:ref template:messageTemplates subject:line audience?:line recipients:[line] channel?:id corrects?:id changes?:text subscription?:id description?:text impact?:text measures?:text advice?:text"
               " unknowns?:text actionsTaken?:text findings?:text work?:text restoration?:text risk?:text decisionsWanted?:text persons?:text loss?:text indicators?:text evidenceHeld?:text"
               " preservation?:text confidentiality?:text lateReasons?:text other?:text nextUpdate?:line contactRoute?:text",
    "subscription": "ref:ref audienceKind:audienceKinds audience:line template:messageTemplates channel?:id recipients:[line] owner:incidentRoles begins:updateBegins fromSeverity?:severities every:updateMinutes"
                    " everyCritical?:updateMinutes everyHigh?:updateMinutes everyMedium?:updateMinutes everyLow?:updateMinutes until:updateEnds untilCondition?:line reason?:text state:subscriptionStates",
    "sign-off": "message:id verdict:signOffVerdicts by:line note?:text",
    "standing-approval": "ref:ref title:line level:approvalLevels actionKinds:[actionKinds] systemKinds:[systemKinds] accountKinds:[accountKinds] exclusions:[line] signatory:line signedAt:time"
                         " validUntil:time customer?:line document?:line documentSha256?:sha256 notes?:text twoApprovers?:flag windows?:[line]",
    "approval": "ref:ref action:id targets:[line] seat:approvalSeats requestedBy:line requestedAt?:time approver:line request?:id verdict?:approvalVerdicts conditions?:text expiresAt?:time"
                " channel?:line verbal?:flag readBack?:flag identity?:identity note?:text",
    "readiness-check": "item:readinessItems outcome:readinessOutcomes signatory:line detail?:text validUntil?:time customer?:line",
    "fingerprint-check": "device:sha256 name?:line means:fingerprintMeans result:fingerprintResults note?:text",
    "sync-server": "name:line address:line identity:sha256 pin:sha256 note?:text supersedes?:id rotation?:rotation",
    "known-network": "name:line fingerprint:sha256 refused?:line",
    "invitation": "secret:hex16 log:hex16 invitation:hex16 role:memberRoles history:invitationHistories expires?:integer forWhom:line",
    "recovery": "what:torn-tail|damage|new-feed|working-copy-rebuilt|fork|repair detail:text refused?:refusedFrames",
    "amend": "target:id field:field from?:anyText value?:anyText reason:text",
    "retract": "target:id reason:text",
    "revert": "target:id reason?:text",
    "transition": "target:id state:line reason?:text",
    "custody": "item:id type:custodyTypes by:line to?:line organisation?:line place?:line purpose?:line authority?:line method?:custodyMethods tracking?:line sealNumber?:line condition?:line"
               " release?:id hashCheck?:hashCheck note?:text bag?:line changeMade?:text justification?:text phone?:line",
    "link": "from:id to:id relation:linkRelations note?:line",
    "attest": "target:id verdict:confirm|dispute note?:text",
}

# The body of `witness` by its witnessKind.
WITNESS_BODIES: Dict[str, str] = {
    "head-slip": "logCode:code feedCode:code size:positive words:words means:slipMeans from:line full?:slipHead",
    "stamp-request": "statement:hex nonce:nonce",
    "stamp-token": "statement:hex token:token authority:id",
    "cosignature": "cosignature:cosignature",
}

# Maps inside bodies.
PARTS: Dict[str, str] = {
    "technique": "id:techniqueId name?:line attackVersion?:line",
    "capture": "what:line outcome:captureOutcomes note?:line",
    "verification": "result:verificationResults how?:text",
    "identity": "method:identityMethods lineNumber?:line result:identityResults",
    "clock": "id:line effect:clockEffects",
    "reportHead": "feed:sha256 seq:count headerSha256:sha256",
    "reportRedaction": "tlp?:tlpLabels privileged?:flag names?:flag leftOut:count blackened:count",
    "slipHead": "log:hex16 feed:sha256 root:sha256",
    "hash": "algorithm:hashAlgorithms hex:hex",
    "hashCheck": "algorithm:hashAlgorithms expected:hex actual:hex result:match|mismatch",
    "part": "plainBytes:count sealedBytes:count plainSha256?:sha256 sealedSha256:sha256",
    "sealed": "size:count hashes:[hash] parts:[part] recipient:line identity:line startedAt:integer endedAt:integer readBackAt:integer mediaType?:line",
    "author": "name:name prefix:prefix role?:line",
    "recorded": "at:integer zone:zone offsetMinutes:offset",
    "attack": "version:line ids:[techniqueId]",
    "d3fend": "version:line ids:[line]",
    "playbookStep": "id:uuid phase:playbookPhases kind:playbookStepKinds text:text actionKind?:actionKinds twoApprovers?:flag captureFirst?:flag",
    "handoverItem": "itemKind:handoverItemKinds entity?:id title:line detail?:text due?:integer",
    "workstream": "name:line lead?:line tasks:[line]",
    "planTrigger": "when:line action:line",
    "planApproval": "by:line at:time",
    "callerCheck": "means:verificationMeans result:checkResults sheet?:id line?:lineNumber",
    "lessonSource": "incident:line lesson:line",
    "refusedFrames": "frames:positive bundles:[line] reasons:[refusedReason]",
    "refusedReason": "reason:line frames:positive",
    "linkTo": "relation:linkRelations to:id",
}

AUTHORITIES: Dict[str, str] = {
    "standing": "reference:line",
    "approval": "approver:line channel?:line at?:time secondApprover?:line",
    "override": "harm:text alternative?:text",
    "not-stated": "",
}

TIME = "at:instant nanos?:nanos until?:integer precision:timePrecisions plusMinusMs?:count zone:zone offsetMinutes:offset written:written clockErrorMs?:integer clockSource:clockSources"

ENVELOPE = ("v:version id:id kind:anyText body:anyMap author:author onBehalfOf?:name witness?:name occurred:time recorded:recorded lateReason?:late source:entrySources origin?:id tlp?:tlpLabels"
            " privileged?:flag tags:[tag] links:[linkTo]")
