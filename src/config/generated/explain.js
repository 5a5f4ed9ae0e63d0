// SPDX-License-Identifier: Apache-2.0
// Made by scripts/generate-config.mjs from schemas/. Do not edit.
var dt=ot,z={$schema:"http://json-schema.org/draft-07/schema#",$id:"config-schema.json",type:"object",required:["ociVersion"],properties:{ociVersion:{$ref:"defs\
.json#/definitions/version"},root:{$ref:"#/definitions/Root"},process:{$ref:"#/definitions/Process"},hostname:{type:"string"},domainname:{type:"string"},mounts:{
type:"array",items:{$ref:"defs.json#/definitions/Mount"}},hooks:{$ref:"#/definitions/Hooks"},annotations:{$ref:"defs.json#/definitions/stringMap"},linux:{$ref:"\
config-linux.json"},vm:{$ref:"config-vm.json"},freebsd:{$ref:"config-freebsd.json"},solaris:{$ref:"config-solaris.json"},windows:{$ref:"config-windows.json"},zos:{
$ref:"config-zos.json"}},definitions:{Root:{type:"object",required:["path"],properties:{path:{type:"string"},readonly:{type:"boolean"}}},Hooks:{type:"object",properties:{
prestart:{$ref:"defs.json#/definitions/hookList"},createRuntime:{$ref:"defs.json#/definitions/hookList"},createContainer:{$ref:"defs.json#/definitions/hookList"},
startContainer:{$ref:"defs.json#/definitions/hookList"},poststart:{$ref:"defs.json#/definitions/hookList"},poststop:{$ref:"defs.json#/definitions/hookList"}}},ConsoleSize:{
type:"object",required:["height","width"],properties:{height:{$ref:"defs.json#/definitions/uint64"},width:{$ref:"defs.json#/definitions/uint64"}}},User:{type:"o\
bject",properties:{uid:{$ref:"defs.json#/definitions/uint32"},gid:{$ref:"defs.json#/definitions/uint32"},umask:{$ref:"defs.json#/definitions/uint32"},additionalGids:{
type:"array",items:{$ref:"defs.json#/definitions/uint32"}},username:{type:"string"}}},Capabilities:{type:"object",properties:{bounding:{type:"array",items:{type:"\
string"}},effective:{type:"array",items:{type:"string"}},permitted:{type:"array",items:{type:"string"}},inheritable:{type:"array",items:{type:"string"}},ambient:{
type:"array",items:{type:"string"}}}},IoPriority:{type:"object",required:["class"],properties:{class:{type:"string",enum:["IOPRIO_CLASS_RT","IOPRIO_CLASS_BE","I\
OPRIO_CLASS_IDLE"]},priority:{$ref:"defs.json#/definitions/int32"}}},Scheduler:{type:"object",required:["policy"],properties:{policy:{$ref:"defs-linux.json#/def\
initions/SchedulerPolicy"},nice:{$ref:"defs.json#/definitions/int32"},priority:{$ref:"defs.json#/definitions/int32"},flags:{type:"array",items:{$ref:"defs-linux\
.json#/definitions/SchedulerFlag"}},runtime:{$ref:"defs.json#/definitions/uint64"},deadline:{$ref:"defs.json#/definitions/uint64"},period:{$ref:"defs.json#/defi\
nitions/uint64"}}},Rlimit:{type:"object",required:["type","soft","hard"],properties:{type:{type:"string",pattern:"^RLIMIT_[A-Z]+$","x-form":"a name such as RLIM\
IT_NOFILE"},soft:{$ref:"defs.json#/definitions/uint64"},hard:{$ref:"defs.json#/definitions/uint64"}}},ExecCpuAffinity:{type:"object",properties:{initial:{type:"\
string",pattern:"^[0-9, -]*$","x-form":"a list of CPUs such as 0-3,7"},final:{type:"string",pattern:"^[0-9, -]*$","x-form":"a list of CPUs such as 0-3,7"}}},Process:{
type:"object",required:["cwd"],properties:{terminal:{type:"boolean"},consoleSize:{$ref:"#/definitions/ConsoleSize"},user:{$ref:"#/definitions/User"},args:{type:"\
array",items:{type:"string"}},commandLine:{type:"string"},env:{type:"array",items:{type:"string"}},cwd:{type:"string"},capabilities:{$ref:"#/definitions/Capabil\
ities"},rlimits:{type:"array",items:{$ref:"#/definitions/Rlimit"}},noNewPrivileges:{type:"boolean"},apparmorProfile:{type:"string"},oomScoreAdj:{type:"integer"},
scheduler:{$ref:"#/definitions/Scheduler"},selinuxLabel:{type:"string"},ioPriority:{$ref:"#/definitions/IoPriority"},execCPUAffinity:{$ref:"#/definitions/ExecCp\
uAffinity"}}}}},rt={type:"string"},K={type:"object",required:["path"],properties:{path:{type:"string"},readonly:{type:"boolean"}}},L={type:"object",patternProperties:{
".":{type:"string"}}},j={$schema:"http://json-schema.org/draft-07/schema#",$id:"config-solaris.json",type:"object",properties:{milestone:{type:"string"},limitpriv:{
type:"string"},maxShmMemory:{type:"string"},cappedCPU:{type:"object",properties:{ncpus:{type:"string"}}},cappedMemory:{type:"object",properties:{physical:{type:"\
string"},swap:{type:"string"}}},anet:{type:"array",items:{type:"object",properties:{linkname:{type:"string"},lowerLink:{type:"string"},allowedAddress:{type:"str\
ing"},configureAllowedAddress:{type:"string"},defrouter:{type:"string"},macAddress:{type:"string"},linkProtection:{type:"string"}}}}}},x={$schema:"http://json-s\
chema.org/draft-07/schema#",$id:"config-zos.json",type:"object",properties:{namespaces:{type:"array",items:{type:"object",required:["type"],properties:{type:{type:"\
string",enum:["mount","pid","uts","ipc"]},path:{type:"string"}}}}}},y={type:"object",required:["cwd"],properties:{terminal:{type:"boolean"},consoleSize:{$ref:"#\
/definitions/ConsoleSize"},user:{$ref:"#/definitions/User"},args:{type:"array",items:{type:"string"}},commandLine:{type:"string"},env:{type:"array",items:{type:"\
string"}},cwd:{type:"string"},capabilities:{$ref:"#/definitions/Capabilities"},rlimits:{type:"array",items:{$ref:"#/definitions/Rlimit"}},noNewPrivileges:{type:"\
boolean"},apparmorProfile:{type:"string"},oomScoreAdj:{type:"integer"},scheduler:{$ref:"#/definitions/Scheduler"},selinuxLabel:{type:"string"},ioPriority:{$ref:"\
#/definitions/IoPriority"},execCPUAffinity:{$ref:"#/definitions/ExecCpuAffinity"}}},P={type:"object",properties:{bounding:{type:"array",items:{type:"string"}},effective:{
type:"array",items:{type:"string"}},permitted:{type:"array",items:{type:"string"}},inheritable:{type:"array",items:{type:"string"}},ambient:{type:"array",items:{
type:"string"}}}},N={type:"object",properties:{initial:{type:"string",pattern:"^[0-9, -]*$","x-form":"a list of CPUs such as 0-3,7"},final:{type:"string",pattern:"\
^[0-9, -]*$","x-form":"a list of CPUs such as 0-3,7"}}},he={type:"object",required:["height","width"],properties:{height:{$ref:"defs.json#/definitions/uint64"},
width:{$ref:"defs.json#/definitions/uint64"}}},d={integer64:["0","18446744073709551615"]};function te(i,{instancePath:n="",parentData:S,parentDataProperty:w,rootData:l=i}={}){
let e=null,a=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.height===void 0){let t={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"\
height"},schema:he.required,parentSchema:he,data:i};e===null?e=[t]:e.push(t),a++}if(i.width===void 0){let t={instancePath:n,schemaPath:"#/required",keyword:"req\
uired",params:{missingProperty:"width"},schema:he.required,parentSchema:he,data:i};e===null?e=[t]:e.push(t),a++}if(i.height!==void 0){let t=i.height;if(typeof t==
"bigint"?t<0n||t>18446744073709551615n:typeof t!="number"||t%1!==0||t<0||t>18446744073709552e3){let r={instancePath:n+"/height",schemaPath:"defs.json#/definitio\
ns/uint64/integer64",keyword:"integer64",params:{},schema:d.integer64,parentSchema:d,data:t};e===null?e=[r]:e.push(r),a++}}if(i.width!==void 0){let t=i.width;if(typeof t==
"bigint"?t<0n||t>18446744073709551615n:typeof t!="number"||t%1!==0||t<0||t>18446744073709552e3){let r={instancePath:n+"/width",schemaPath:"defs.json#/definition\
s/uint64/integer64",keyword:"integer64",params:{},schema:d.integer64,parentSchema:d,data:t};e===null?e=[r]:e.push(r),a++}}}else{let t={instancePath:n,schemaPath:"\
#/type",keyword:"type",params:{type:"object"},schema:he.type,parentSchema:he,data:i};e===null?e=[t]:e.push(t),a++}return te.errors=e,a===0}var de={type:"object",
properties:{uid:{$ref:"defs.json#/definitions/uint32"},gid:{$ref:"defs.json#/definitions/uint32"},umask:{$ref:"defs.json#/definitions/uint32"},additionalGids:{type:"\
array",items:{$ref:"defs.json#/definitions/uint32"}},username:{type:"string"}}},f={type:"integer",minimum:0,maximum:4294967295};function re(i,{instancePath:n="",
parentData:S,parentDataProperty:w,rootData:l=i}={}){let e=null,a=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.uid!==void 0){let t=i.uid;if(!(typeof t=="n\
umber"&&!(t%1)&&!isNaN(t)&&isFinite(t))){let r={instancePath:n+"/uid",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:f.
type,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}if(typeof t=="number"&&isFinite(t)){if(t>4294967295||isNaN(t)){let r={instancePath:n+"/uid",schemaPath:"\
defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison:"<=",limit:4294967295},schema:4294967295,parentSchema:f,data:t};e===null?e=[r]:e.push(
r),a++}if(t<0||isNaN(t)){let r={instancePath:n+"/uid",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,
parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}}}if(i.gid!==void 0){let t=i.gid;if(!(typeof t=="number"&&!(t%1)&&!isNaN(t)&&isFinite(t))){let r={instancePath:n+
"/gid",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:f.type,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}
if(typeof t=="number"&&isFinite(t)){if(t>4294967295||isNaN(t)){let r={instancePath:n+"/gid",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",
params:{comparison:"<=",limit:4294967295},schema:4294967295,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}if(t<0||isNaN(t)){let r={instancePath:n+"/gid",schemaPath:"\
defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}}}if(i.umask!==
void 0){let t=i.umask;if(!(typeof t=="number"&&!(t%1)&&!isNaN(t)&&isFinite(t))){let r={instancePath:n+"/umask",schemaPath:"defs.json#/definitions/uint32/type",keyword:"\
type",params:{type:"integer"},schema:f.type,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}if(typeof t=="number"&&isFinite(t)){if(t>4294967295||isNaN(t)){let r={
instancePath:n+"/umask",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison:"<=",limit:4294967295},schema:4294967295,parentSchema:f,
data:t};e===null?e=[r]:e.push(r),a++}if(t<0||isNaN(t)){let r={instancePath:n+"/umask",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{
comparison:">=",limit:0},schema:0,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}}}if(i.additionalGids!==void 0){let t=i.additionalGids;if(Array.isArray(t)){
let r=t.length;for(let s=0;s<r;s++){let p=t[s];if(!(typeof p=="number"&&!(p%1)&&!isNaN(p)&&isFinite(p))){let o={instancePath:n+"/additionalGids/"+s,schemaPath:"\
defs.json#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:f.type,parentSchema:f,data:p};e===null?e=[o]:e.push(o),a++}if(typeof p=="numbe\
r"&&isFinite(p)){if(p>4294967295||isNaN(p)){let o={instancePath:n+"/additionalGids/"+s,schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{
comparison:"<=",limit:4294967295},schema:4294967295,parentSchema:f,data:p};e===null?e=[o]:e.push(o),a++}if(p<0||isNaN(p)){let o={instancePath:n+"/additionalGids\
/"+s,schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:f,data:p};e===null?e=[o]:e.push(
o),a++}}}}else{let r={instancePath:n+"/additionalGids",schemaPath:"#/properties/additionalGids/type",keyword:"type",params:{type:"array"},schema:de.properties.additionalGids.
type,parentSchema:de.properties.additionalGids,data:t};e===null?e=[r]:e.push(r),a++}}if(i.username!==void 0){let t=i.username;if(typeof t!="string"){let r={instancePath:n+
"/username",schemaPath:"#/properties/username/type",keyword:"type",params:{type:"string"},schema:de.properties.username.type,parentSchema:de.properties.username,
data:t};e===null?e=[r]:e.push(r),a++}}}else{let t={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:de.type,parentSchema:de,data:i};
e===null?e=[t]:e.push(t),a++}return re.errors=e,a===0}var T={type:"object",required:["type","soft","hard"],properties:{type:{type:"string",pattern:"^RLIMIT_[A-Z\
]+$","x-form":"a name such as RLIMIT_NOFILE"},soft:{$ref:"defs.json#/definitions/uint64"},hard:{$ref:"defs.json#/definitions/uint64"}}},ft=new RegExp("^RLIMIT_[\
A-Z]+$","u");function ie(i,{instancePath:n="",parentData:S,parentDataProperty:w,rootData:l=i}={}){let e=null,a=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.
type===void 0){let t={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"type"},schema:T.required,parentSchema:T,data:i};e===null?
e=[t]:e.push(t),a++}if(i.soft===void 0){let t={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"soft"},schema:T.required,parentSchema:T,
data:i};e===null?e=[t]:e.push(t),a++}if(i.hard===void 0){let t={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"hard"},schema:T.
required,parentSchema:T,data:i};e===null?e=[t]:e.push(t),a++}if(i.type!==void 0){let t=i.type;if(typeof t=="string"){if(!ft.test(t)){let r={instancePath:n+"/typ\
e",schemaPath:"#/properties/type/pattern",keyword:"pattern",params:{pattern:"^RLIMIT_[A-Z]+$"},schema:"^RLIMIT_[A-Z]+$",parentSchema:T.properties.type,data:t};e===
null?e=[r]:e.push(r),a++}}else{let r={instancePath:n+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type:"string"},schema:T.properties.type.
type,parentSchema:T.properties.type,data:t};e===null?e=[r]:e.push(r),a++}}if(i.soft!==void 0){let t=i.soft;if(typeof t=="bigint"?t<0n||t>18446744073709551615n:typeof t!=
"number"||t%1!==0||t<0||t>18446744073709552e3){let r={instancePath:n+"/soft",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},
schema:d.integer64,parentSchema:d,data:t};e===null?e=[r]:e.push(r),a++}}if(i.hard!==void 0){let t=i.hard;if(typeof t=="bigint"?t<0n||t>18446744073709551615n:typeof t!=
"number"||t%1!==0||t<0||t>18446744073709552e3){let r={instancePath:n+"/hard",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},
schema:d.integer64,parentSchema:d,data:t};e===null?e=[r]:e.push(r),a++}}}else{let t={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:T.
type,parentSchema:T,data:i};e===null?e=[t]:e.push(t),a++}return ie.errors=e,a===0}var ue={type:"object",required:["policy"],properties:{policy:{$ref:"defs-linux\
.json#/definitions/SchedulerPolicy"},nice:{$ref:"defs.json#/definitions/int32"},priority:{$ref:"defs.json#/definitions/int32"},flags:{type:"array",items:{$ref:"\
defs-linux.json#/definitions/SchedulerFlag"}},runtime:{$ref:"defs.json#/definitions/uint64"},deadline:{$ref:"defs.json#/definitions/uint64"},period:{$ref:"defs.\
json#/definitions/uint64"}}},be={type:"string",enum:["SCHED_OTHER","SCHED_FIFO","SCHED_RR","SCHED_BATCH","SCHED_ISO","SCHED_IDLE","SCHED_DEADLINE"]},O={type:"in\
teger",minimum:-2147483648,maximum:2147483647},Ae={type:"string",enum:["SCHED_FLAG_RESET_ON_FORK","SCHED_FLAG_RECLAIM","SCHED_FLAG_DL_OVERRUN","SCHED_FLAG_KEEP_\
POLICY","SCHED_FLAG_KEEP_PARAMS","SCHED_FLAG_UTIL_CLAMP_MIN","SCHED_FLAG_UTIL_CLAMP_MAX"]};function se(i,{instancePath:n="",parentData:S,parentDataProperty:w,rootData:l=i}={}){
let e=null,a=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.policy===void 0){let t={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"\
policy"},schema:ue.required,parentSchema:ue,data:i};e===null?e=[t]:e.push(t),a++}if(i.policy!==void 0){let t=i.policy;if(typeof t!="string"){let r={instancePath:n+
"/policy",schemaPath:"defs-linux.json#/definitions/SchedulerPolicy/type",keyword:"type",params:{type:"string"},schema:be.type,parentSchema:be,data:t};e===null?e=
[r]:e.push(r),a++}if(!(t==="SCHED_OTHER"||t==="SCHED_FIFO"||t==="SCHED_RR"||t==="SCHED_BATCH"||t==="SCHED_ISO"||t==="SCHED_IDLE"||t==="SCHED_DEADLINE")){let r={
instancePath:n+"/policy",schemaPath:"defs-linux.json#/definitions/SchedulerPolicy/enum",keyword:"enum",params:{allowedValues:be.enum},schema:be.enum,parentSchema:be,
data:t};e===null?e=[r]:e.push(r),a++}}if(i.nice!==void 0){let t=i.nice;if(!(typeof t=="number"&&!(t%1)&&!isNaN(t)&&isFinite(t))){let r={instancePath:n+"/nice",schemaPath:"\
defs.json#/definitions/int32/type",keyword:"type",params:{type:"integer"},schema:O.type,parentSchema:O,data:t};e===null?e=[r]:e.push(r),a++}if(typeof t=="number"&&
isFinite(t)){if(t>2147483647||isNaN(t)){let r={instancePath:n+"/nice",schemaPath:"defs.json#/definitions/int32/maximum",keyword:"maximum",params:{comparison:"<=",
limit:2147483647},schema:2147483647,parentSchema:O,data:t};e===null?e=[r]:e.push(r),a++}if(t<-2147483648||isNaN(t)){let r={instancePath:n+"/nice",schemaPath:"de\
fs.json#/definitions/int32/minimum",keyword:"minimum",params:{comparison:">=",limit:-2147483648},schema:-2147483648,parentSchema:O,data:t};e===null?e=[r]:e.push(
r),a++}}}if(i.priority!==void 0){let t=i.priority;if(!(typeof t=="number"&&!(t%1)&&!isNaN(t)&&isFinite(t))){let r={instancePath:n+"/priority",schemaPath:"defs.j\
son#/definitions/int32/type",keyword:"type",params:{type:"integer"},schema:O.type,parentSchema:O,data:t};e===null?e=[r]:e.push(r),a++}if(typeof t=="number"&&isFinite(
t)){if(t>2147483647||isNaN(t)){let r={instancePath:n+"/priority",schemaPath:"defs.json#/definitions/int32/maximum",keyword:"maximum",params:{comparison:"<=",limit:2147483647},
schema:2147483647,parentSchema:O,data:t};e===null?e=[r]:e.push(r),a++}if(t<-2147483648||isNaN(t)){let r={instancePath:n+"/priority",schemaPath:"defs.json#/defin\
itions/int32/minimum",keyword:"minimum",params:{comparison:">=",limit:-2147483648},schema:-2147483648,parentSchema:O,data:t};e===null?e=[r]:e.push(r),a++}}}if(i.
flags!==void 0){let t=i.flags;if(Array.isArray(t)){let r=t.length;for(let s=0;s<r;s++){let p=t[s];if(typeof p!="string"){let o={instancePath:n+"/flags/"+s,schemaPath:"\
defs-linux.json#/definitions/SchedulerFlag/type",keyword:"type",params:{type:"string"},schema:Ae.type,parentSchema:Ae,data:p};e===null?e=[o]:e.push(o),a++}if(!(p===
"SCHED_FLAG_RESET_ON_FORK"||p==="SCHED_FLAG_RECLAIM"||p==="SCHED_FLAG_DL_OVERRUN"||p==="SCHED_FLAG_KEEP_POLICY"||p==="SCHED_FLAG_KEEP_PARAMS"||p==="SCHED_FLAG_U\
TIL_CLAMP_MIN"||p==="SCHED_FLAG_UTIL_CLAMP_MAX")){let o={instancePath:n+"/flags/"+s,schemaPath:"defs-linux.json#/definitions/SchedulerFlag/enum",keyword:"enum",
params:{allowedValues:Ae.enum},schema:Ae.enum,parentSchema:Ae,data:p};e===null?e=[o]:e.push(o),a++}}}else{let r={instancePath:n+"/flags",schemaPath:"#/propertie\
s/flags/type",keyword:"type",params:{type:"array"},schema:ue.properties.flags.type,parentSchema:ue.properties.flags,data:t};e===null?e=[r]:e.push(r),a++}}if(i.runtime!==
void 0){let t=i.runtime;if(typeof t=="bigint"?t<0n||t>18446744073709551615n:typeof t!="number"||t%1!==0||t<0||t>18446744073709552e3){let r={instancePath:n+"/run\
time",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},schema:d.integer64,parentSchema:d,data:t};e===null?e=[r]:e.push(r),a++}}
if(i.deadline!==void 0){let t=i.deadline;if(typeof t=="bigint"?t<0n||t>18446744073709551615n:typeof t!="number"||t%1!==0||t<0||t>18446744073709552e3){let r={instancePath:n+
"/deadline",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},schema:d.integer64,parentSchema:d,data:t};e===null?e=[r]:e.push(r),
a++}}if(i.period!==void 0){let t=i.period;if(typeof t=="bigint"?t<0n||t>18446744073709551615n:typeof t!="number"||t%1!==0||t<0||t>18446744073709552e3){let r={instancePath:n+
"/period",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},schema:d.integer64,parentSchema:d,data:t};e===null?e=[r]:e.push(r),
a++}}}else{let t={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:ue.type,parentSchema:ue,data:i};e===null?e=[t]:e.push(t),a++}return se.
errors=e,a===0}var V={type:"object",required:["class"],properties:{class:{type:"string",enum:["IOPRIO_CLASS_RT","IOPRIO_CLASS_BE","IOPRIO_CLASS_IDLE"]},priority:{
$ref:"defs.json#/definitions/int32"}}};function ae(i,{instancePath:n="",parentData:S,parentDataProperty:w,rootData:l=i}={}){let e=null,a=0;if(i&&typeof i=="obje\
ct"&&!Array.isArray(i)){if(i.class===void 0){let t={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"class"},schema:V.required,
parentSchema:V,data:i};e===null?e=[t]:e.push(t),a++}if(i.class!==void 0){let t=i.class;if(typeof t!="string"){let r={instancePath:n+"/class",schemaPath:"#/prope\
rties/class/type",keyword:"type",params:{type:"string"},schema:V.properties.class.type,parentSchema:V.properties.class,data:t};e===null?e=[r]:e.push(r),a++}if(!(t===
"IOPRIO_CLASS_RT"||t==="IOPRIO_CLASS_BE"||t==="IOPRIO_CLASS_IDLE")){let r={instancePath:n+"/class",schemaPath:"#/properties/class/enum",keyword:"enum",params:{allowedValues:V.
properties.class.enum},schema:V.properties.class.enum,parentSchema:V.properties.class,data:t};e===null?e=[r]:e.push(r),a++}}if(i.priority!==void 0){let t=i.priority;
if(!(typeof t=="number"&&!(t%1)&&!isNaN(t)&&isFinite(t))){let r={instancePath:n+"/priority",schemaPath:"defs.json#/definitions/int32/type",keyword:"type",params:{
type:"integer"},schema:O.type,parentSchema:O,data:t};e===null?e=[r]:e.push(r),a++}if(typeof t=="number"&&isFinite(t)){if(t>2147483647||isNaN(t)){let r={instancePath:n+
"/priority",schemaPath:"defs.json#/definitions/int32/maximum",keyword:"maximum",params:{comparison:"<=",limit:2147483647},schema:2147483647,parentSchema:O,data:t};
e===null?e=[r]:e.push(r),a++}if(t<-2147483648||isNaN(t)){let r={instancePath:n+"/priority",schemaPath:"defs.json#/definitions/int32/minimum",keyword:"minimum",params:{
comparison:">=",limit:-2147483648},schema:-2147483648,parentSchema:O,data:t};e===null?e=[r]:e.push(r),a++}}}}else{let t={instancePath:n,schemaPath:"#/type",keyword:"\
type",params:{type:"object"},schema:V.type,parentSchema:V,data:i};e===null?e=[t]:e.push(t),a++}return ae.errors=e,a===0}var et=new RegExp("^[0-9, -]*$","u");function qe(i,{
instancePath:n="",parentData:S,parentDataProperty:w,rootData:l=i}={}){let e=null,a=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.cwd===void 0){let t={instancePath:n,
schemaPath:"#/required",keyword:"required",params:{missingProperty:"cwd"},schema:y.required,parentSchema:y,data:i};e===null?e=[t]:e.push(t),a++}if(i.terminal!==
void 0){let t=i.terminal;if(typeof t!="boolean"){let r={instancePath:n+"/terminal",schemaPath:"#/properties/terminal/type",keyword:"type",params:{type:"boolean"},
schema:y.properties.terminal.type,parentSchema:y.properties.terminal,data:t};e===null?e=[r]:e.push(r),a++}}if(i.consoleSize!==void 0&&(te(i.consoleSize,{instancePath:n+
"/consoleSize",parentData:i,parentDataProperty:"consoleSize",rootData:l})||(e=e===null?te.errors:e.concat(te.errors),a=e.length)),i.user!==void 0&&(re(i.user,{instancePath:n+
"/user",parentData:i,parentDataProperty:"user",rootData:l})||(e=e===null?re.errors:e.concat(re.errors),a=e.length)),i.args!==void 0){let t=i.args;if(Array.isArray(
t)){let r=t.length;for(let s=0;s<r;s++){let p=t[s];if(typeof p!="string"){let o={instancePath:n+"/args/"+s,schemaPath:"#/properties/args/items/type",keyword:"ty\
pe",params:{type:"string"},schema:y.properties.args.items.type,parentSchema:y.properties.args.items,data:p};e===null?e=[o]:e.push(o),a++}}}else{let r={instancePath:n+
"/args",schemaPath:"#/properties/args/type",keyword:"type",params:{type:"array"},schema:y.properties.args.type,parentSchema:y.properties.args,data:t};e===null?e=
[r]:e.push(r),a++}}if(i.commandLine!==void 0){let t=i.commandLine;if(typeof t!="string"){let r={instancePath:n+"/commandLine",schemaPath:"#/properties/commandLi\
ne/type",keyword:"type",params:{type:"string"},schema:y.properties.commandLine.type,parentSchema:y.properties.commandLine,data:t};e===null?e=[r]:e.push(r),a++}}
if(i.env!==void 0){let t=i.env;if(Array.isArray(t)){let r=t.length;for(let s=0;s<r;s++){let p=t[s];if(typeof p!="string"){let o={instancePath:n+"/env/"+s,schemaPath:"\
#/properties/env/items/type",keyword:"type",params:{type:"string"},schema:y.properties.env.items.type,parentSchema:y.properties.env.items,data:p};e===null?e=[o]:
e.push(o),a++}}}else{let r={instancePath:n+"/env",schemaPath:"#/properties/env/type",keyword:"type",params:{type:"array"},schema:y.properties.env.type,parentSchema:y.
properties.env,data:t};e===null?e=[r]:e.push(r),a++}}if(i.cwd!==void 0){let t=i.cwd;if(typeof t!="string"){let r={instancePath:n+"/cwd",schemaPath:"#/properties\
/cwd/type",keyword:"type",params:{type:"string"},schema:y.properties.cwd.type,parentSchema:y.properties.cwd,data:t};e===null?e=[r]:e.push(r),a++}}if(i.capabilities!==
void 0){let t=i.capabilities;if(t&&typeof t=="object"&&!Array.isArray(t)){if(t.bounding!==void 0){let r=t.bounding;if(Array.isArray(r)){let s=r.length;for(let p=0;p<
s;p++){let o=r[p];if(typeof o!="string"){let m={instancePath:n+"/capabilities/bounding/"+p,schemaPath:"#/definitions/Capabilities/properties/bounding/items/type",
keyword:"type",params:{type:"string"},schema:P.properties.bounding.items.type,parentSchema:P.properties.bounding.items,data:o};e===null?e=[m]:e.push(m),a++}}}else{
let s={instancePath:n+"/capabilities/bounding",schemaPath:"#/definitions/Capabilities/properties/bounding/type",keyword:"type",params:{type:"array"},schema:P.properties.
bounding.type,parentSchema:P.properties.bounding,data:r};e===null?e=[s]:e.push(s),a++}}if(t.effective!==void 0){let r=t.effective;if(Array.isArray(r)){let s=r.length;
for(let p=0;p<s;p++){let o=r[p];if(typeof o!="string"){let m={instancePath:n+"/capabilities/effective/"+p,schemaPath:"#/definitions/Capabilities/properties/effe\
ctive/items/type",keyword:"type",params:{type:"string"},schema:P.properties.effective.items.type,parentSchema:P.properties.effective.items,data:o};e===null?e=[m]:
e.push(m),a++}}}else{let s={instancePath:n+"/capabilities/effective",schemaPath:"#/definitions/Capabilities/properties/effective/type",keyword:"type",params:{type:"\
array"},schema:P.properties.effective.type,parentSchema:P.properties.effective,data:r};e===null?e=[s]:e.push(s),a++}}if(t.permitted!==void 0){let r=t.permitted;
if(Array.isArray(r)){let s=r.length;for(let p=0;p<s;p++){let o=r[p];if(typeof o!="string"){let m={instancePath:n+"/capabilities/permitted/"+p,schemaPath:"#/defi\
nitions/Capabilities/properties/permitted/items/type",keyword:"type",params:{type:"string"},schema:P.properties.permitted.items.type,parentSchema:P.properties.permitted.
items,data:o};e===null?e=[m]:e.push(m),a++}}}else{let s={instancePath:n+"/capabilities/permitted",schemaPath:"#/definitions/Capabilities/properties/permitted/ty\
pe",keyword:"type",params:{type:"array"},schema:P.properties.permitted.type,parentSchema:P.properties.permitted,data:r};e===null?e=[s]:e.push(s),a++}}if(t.inheritable!==
void 0){let r=t.inheritable;if(Array.isArray(r)){let s=r.length;for(let p=0;p<s;p++){let o=r[p];if(typeof o!="string"){let m={instancePath:n+"/capabilities/inhe\
ritable/"+p,schemaPath:"#/definitions/Capabilities/properties/inheritable/items/type",keyword:"type",params:{type:"string"},schema:P.properties.inheritable.items.
type,parentSchema:P.properties.inheritable.items,data:o};e===null?e=[m]:e.push(m),a++}}}else{let s={instancePath:n+"/capabilities/inheritable",schemaPath:"#/def\
initions/Capabilities/properties/inheritable/type",keyword:"type",params:{type:"array"},schema:P.properties.inheritable.type,parentSchema:P.properties.inheritable,
data:r};e===null?e=[s]:e.push(s),a++}}if(t.ambient!==void 0){let r=t.ambient;if(Array.isArray(r)){let s=r.length;for(let p=0;p<s;p++){let o=r[p];if(typeof o!="s\
tring"){let m={instancePath:n+"/capabilities/ambient/"+p,schemaPath:"#/definitions/Capabilities/properties/ambient/items/type",keyword:"type",params:{type:"stri\
ng"},schema:P.properties.ambient.items.type,parentSchema:P.properties.ambient.items,data:o};e===null?e=[m]:e.push(m),a++}}}else{let s={instancePath:n+"/capabili\
ties/ambient",schemaPath:"#/definitions/Capabilities/properties/ambient/type",keyword:"type",params:{type:"array"},schema:P.properties.ambient.type,parentSchema:P.
properties.ambient,data:r};e===null?e=[s]:e.push(s),a++}}}else{let r={instancePath:n+"/capabilities",schemaPath:"#/definitions/Capabilities/type",keyword:"type",
params:{type:"object"},schema:P.type,parentSchema:P,data:t};e===null?e=[r]:e.push(r),a++}}if(i.rlimits!==void 0){let t=i.rlimits;if(Array.isArray(t)){let r=t.length;
for(let s=0;s<r;s++)ie(t[s],{instancePath:n+"/rlimits/"+s,parentData:t,parentDataProperty:s,rootData:l})||(e=e===null?ie.errors:e.concat(ie.errors),a=e.length)}else{
let r={instancePath:n+"/rlimits",schemaPath:"#/properties/rlimits/type",keyword:"type",params:{type:"array"},schema:y.properties.rlimits.type,parentSchema:y.properties.
rlimits,data:t};e===null?e=[r]:e.push(r),a++}}if(i.noNewPrivileges!==void 0){let t=i.noNewPrivileges;if(typeof t!="boolean"){let r={instancePath:n+"/noNewPrivil\
eges",schemaPath:"#/properties/noNewPrivileges/type",keyword:"type",params:{type:"boolean"},schema:y.properties.noNewPrivileges.type,parentSchema:y.properties.noNewPrivileges,
data:t};e===null?e=[r]:e.push(r),a++}}if(i.apparmorProfile!==void 0){let t=i.apparmorProfile;if(typeof t!="string"){let r={instancePath:n+"/apparmorProfile",schemaPath:"\
#/properties/apparmorProfile/type",keyword:"type",params:{type:"string"},schema:y.properties.apparmorProfile.type,parentSchema:y.properties.apparmorProfile,data:t};
e===null?e=[r]:e.push(r),a++}}if(i.oomScoreAdj!==void 0){let t=i.oomScoreAdj;if(!(typeof t=="number"&&!(t%1)&&!isNaN(t)&&isFinite(t))){let r={instancePath:n+"/o\
omScoreAdj",schemaPath:"#/properties/oomScoreAdj/type",keyword:"type",params:{type:"integer"},schema:y.properties.oomScoreAdj.type,parentSchema:y.properties.oomScoreAdj,
data:t};e===null?e=[r]:e.push(r),a++}}if(i.scheduler!==void 0&&(se(i.scheduler,{instancePath:n+"/scheduler",parentData:i,parentDataProperty:"scheduler",rootData:l})||
(e=e===null?se.errors:e.concat(se.errors),a=e.length)),i.selinuxLabel!==void 0){let t=i.selinuxLabel;if(typeof t!="string"){let r={instancePath:n+"/selinuxLabel",
schemaPath:"#/properties/selinuxLabel/type",keyword:"type",params:{type:"string"},schema:y.properties.selinuxLabel.type,parentSchema:y.properties.selinuxLabel,data:t};
e===null?e=[r]:e.push(r),a++}}if(i.ioPriority!==void 0&&(ae(i.ioPriority,{instancePath:n+"/ioPriority",parentData:i,parentDataProperty:"ioPriority",rootData:l})||
(e=e===null?ae.errors:e.concat(ae.errors),a=e.length)),i.execCPUAffinity!==void 0){let t=i.execCPUAffinity;if(t&&typeof t=="object"&&!Array.isArray(t)){if(t.initial!==
void 0){let r=t.initial;if(typeof r=="string"){if(!et.test(r)){let s={instancePath:n+"/execCPUAffinity/initial",schemaPath:"#/definitions/ExecCpuAffinity/proper\
ties/initial/pattern",keyword:"pattern",params:{pattern:"^[0-9, -]*$"},schema:"^[0-9, -]*$",parentSchema:N.properties.initial,data:r};e===null?e=[s]:e.push(s),a++}}else{
let s={instancePath:n+"/execCPUAffinity/initial",schemaPath:"#/definitions/ExecCpuAffinity/properties/initial/type",keyword:"type",params:{type:"string"},schema:N.
properties.initial.type,parentSchema:N.properties.initial,data:r};e===null?e=[s]:e.push(s),a++}}if(t.final!==void 0){let r=t.final;if(typeof r=="string"){if(!et.
test(r)){let s={instancePath:n+"/execCPUAffinity/final",schemaPath:"#/definitions/ExecCpuAffinity/properties/final/pattern",keyword:"pattern",params:{pattern:"^\
[0-9, -]*$"},schema:"^[0-9, -]*$",parentSchema:N.properties.final,data:r};e===null?e=[s]:e.push(s),a++}}else{let s={instancePath:n+"/execCPUAffinity/final",schemaPath:"\
#/definitions/ExecCpuAffinity/properties/final/type",keyword:"type",params:{type:"string"},schema:N.properties.final.type,parentSchema:N.properties.final,data:r};
e===null?e=[s]:e.push(s),a++}}}else{let r={instancePath:n+"/execCPUAffinity",schemaPath:"#/definitions/ExecCpuAffinity/type",keyword:"type",params:{type:"object"},
schema:N.type,parentSchema:N,data:t};e===null?e=[r]:e.push(r),a++}}}else{let t={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:y.
type,parentSchema:y,data:i};e===null?e=[t]:e.push(t),a++}return qe.errors=e,a===0}var D={type:"object",required:["destination"],properties:{destination:{type:"s\
tring"},type:{type:"string"},source:{type:"string"},options:{type:"array",items:{type:"string"}},uidMappings:{type:"array",items:{$ref:"#/definitions/IdMapping"}},
gidMappings:{type:"array",items:{$ref:"#/definitions/IdMapping"}}}},M={type:"object",required:["containerID","hostID","size"],properties:{containerID:{$ref:"#/d\
efinitions/uint32"},hostID:{$ref:"#/definitions/uint32"},size:{$ref:"#/definitions/uint32"}}};function Z(i,{instancePath:n="",parentData:S,parentDataProperty:w,
rootData:l=i}={}){let e=null,a=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.containerID===void 0){let t={instancePath:n,schemaPath:"#/required",keyword:"\
required",params:{missingProperty:"containerID"},schema:M.required,parentSchema:M,data:i};e===null?e=[t]:e.push(t),a++}if(i.hostID===void 0){let t={instancePath:n,
schemaPath:"#/required",keyword:"required",params:{missingProperty:"hostID"},schema:M.required,parentSchema:M,data:i};e===null?e=[t]:e.push(t),a++}if(i.size===void 0){
let t={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"size"},schema:M.required,parentSchema:M,data:i};e===null?e=[t]:e.push(
t),a++}if(i.containerID!==void 0){let t=i.containerID;if(!(typeof t=="number"&&!(t%1)&&!isNaN(t)&&isFinite(t))){let r={instancePath:n+"/containerID",schemaPath:"\
#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:f.type,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}if(typeof t=="number"&&isFinite(
t)){if(t>4294967295||isNaN(t)){let r={instancePath:n+"/containerID",schemaPath:"#/definitions/uint32/maximum",keyword:"maximum",params:{comparison:"<=",limit:4294967295},
schema:4294967295,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}if(t<0||isNaN(t)){let r={instancePath:n+"/containerID",schemaPath:"#/definitions/uint32/mi\
nimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}}}if(i.hostID!==void 0){let t=i.hostID;if(!(typeof t==
"number"&&!(t%1)&&!isNaN(t)&&isFinite(t))){let r={instancePath:n+"/hostID",schemaPath:"#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:f.
type,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}if(typeof t=="number"&&isFinite(t)){if(t>4294967295||isNaN(t)){let r={instancePath:n+"/hostID",schemaPath:"\
#/definitions/uint32/maximum",keyword:"maximum",params:{comparison:"<=",limit:4294967295},schema:4294967295,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}
if(t<0||isNaN(t)){let r={instancePath:n+"/hostID",schemaPath:"#/definitions/uint32/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:f,
data:t};e===null?e=[r]:e.push(r),a++}}}if(i.size!==void 0){let t=i.size;if(!(typeof t=="number"&&!(t%1)&&!isNaN(t)&&isFinite(t))){let r={instancePath:n+"/size",
schemaPath:"#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:f.type,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}if(typeof t=="nu\
mber"&&isFinite(t)){if(t>4294967295||isNaN(t)){let r={instancePath:n+"/size",schemaPath:"#/definitions/uint32/maximum",keyword:"maximum",params:{comparison:"<=",
limit:4294967295},schema:4294967295,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}if(t<0||isNaN(t)){let r={instancePath:n+"/size",schemaPath:"#/definition\
s/uint32/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}}}}else{let t={instancePath:n,
schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:M.type,parentSchema:M,data:i};e===null?e=[t]:e.push(t),a++}return Z.errors=e,a===0}function Fe(i,{
instancePath:n="",parentData:S,parentDataProperty:w,rootData:l=i}={}){let e=null,a=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.destination===void 0){let t={
instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"destination"},schema:D.required,parentSchema:D,data:i};e===null?e=[t]:e.push(
t),a++}if(i.destination!==void 0){let t=i.destination;if(typeof t!="string"){let r={instancePath:n+"/destination",schemaPath:"#/properties/destination/type",keyword:"\
type",params:{type:"string"},schema:D.properties.destination.type,parentSchema:D.properties.destination,data:t};e===null?e=[r]:e.push(r),a++}}if(i.type!==void 0){
let t=i.type;if(typeof t!="string"){let r={instancePath:n+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type:"string"},schema:D.properties.
type.type,parentSchema:D.properties.type,data:t};e===null?e=[r]:e.push(r),a++}}if(i.source!==void 0){let t=i.source;if(typeof t!="string"){let r={instancePath:n+
"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type:"string"},schema:D.properties.source.type,parentSchema:D.properties.source,data:t};e===
null?e=[r]:e.push(r),a++}}if(i.options!==void 0){let t=i.options;if(Array.isArray(t)){let r=t.length;for(let s=0;s<r;s++){let p=t[s];if(typeof p!="string"){let o={
instancePath:n+"/options/"+s,schemaPath:"#/properties/options/items/type",keyword:"type",params:{type:"string"},schema:D.properties.options.items.type,parentSchema:D.
properties.options.items,data:p};e===null?e=[o]:e.push(o),a++}}}else{let r={instancePath:n+"/options",schemaPath:"#/properties/options/type",keyword:"type",params:{
type:"array"},schema:D.properties.options.type,parentSchema:D.properties.options,data:t};e===null?e=[r]:e.push(r),a++}}if(i.uidMappings!==void 0){let t=i.uidMappings;
if(Array.isArray(t)){let r=t.length;for(let s=0;s<r;s++)Z(t[s],{instancePath:n+"/uidMappings/"+s,parentData:t,parentDataProperty:s,rootData:l})||(e=e===null?Z.errors:
e.concat(Z.errors),a=e.length)}else{let r={instancePath:n+"/uidMappings",schemaPath:"#/properties/uidMappings/type",keyword:"type",params:{type:"array"},schema:D.
properties.uidMappings.type,parentSchema:D.properties.uidMappings,data:t};e===null?e=[r]:e.push(r),a++}}if(i.gidMappings!==void 0){let t=i.gidMappings;if(Array.
isArray(t)){let r=t.length;for(let s=0;s<r;s++)Z(t[s],{instancePath:n+"/gidMappings/"+s,parentData:t,parentDataProperty:s,rootData:l})||(e=e===null?Z.errors:e.concat(
Z.errors),a=e.length)}else{let r={instancePath:n+"/gidMappings",schemaPath:"#/properties/gidMappings/type",keyword:"type",params:{type:"array"},schema:D.properties.
gidMappings.type,parentSchema:D.properties.gidMappings,data:t};e===null?e=[r]:e.push(r),a++}}}else{let t={instancePath:n,schemaPath:"#/type",keyword:"type",params:{
type:"object"},schema:D.type,parentSchema:D,data:i};e===null?e=[t]:e.push(t),a++}return Fe.errors=e,a===0}var it={type:"object",properties:{prestart:{$ref:"defs\
.json#/definitions/hookList"},createRuntime:{$ref:"defs.json#/definitions/hookList"},createContainer:{$ref:"defs.json#/definitions/hookList"},startContainer:{$ref:"\
defs.json#/definitions/hookList"},poststart:{$ref:"defs.json#/definitions/hookList"},poststop:{$ref:"defs.json#/definitions/hookList"}}},st={type:"array",items:{
$ref:"#/definitions/Hook"}},_={type:"object",required:["path"],properties:{path:{type:"string"},args:{type:"array",items:{type:"string"}},env:{type:"array",items:{
type:"string"}},timeout:{type:"integer",minimum:1}}};function C(i,{instancePath:n="",parentData:S,parentDataProperty:w,rootData:l=i}={}){let e=null,a=0;if(Array.
isArray(i)){let t=i.length;for(let r=0;r<t;r++){let s=i[r];if(s&&typeof s=="object"&&!Array.isArray(s)){if(s.path===void 0){let p={instancePath:n+"/"+r,schemaPath:"\
#/definitions/Hook/required",keyword:"required",params:{missingProperty:"path"},schema:_.required,parentSchema:_,data:s};e===null?e=[p]:e.push(p),a++}if(s.path!==
void 0){let p=s.path;if(typeof p!="string"){let o={instancePath:n+"/"+r+"/path",schemaPath:"#/definitions/Hook/properties/path/type",keyword:"type",params:{type:"\
string"},schema:_.properties.path.type,parentSchema:_.properties.path,data:p};e===null?e=[o]:e.push(o),a++}}if(s.args!==void 0){let p=s.args;if(Array.isArray(p)){
let o=p.length;for(let m=0;m<o;m++){let u=p[m];if(typeof u!="string"){let ke={instancePath:n+"/"+r+"/args/"+m,schemaPath:"#/definitions/Hook/properties/args/ite\
ms/type",keyword:"type",params:{type:"string"},schema:_.properties.args.items.type,parentSchema:_.properties.args.items,data:u};e===null?e=[ke]:e.push(ke),a++}}}else{
let o={instancePath:n+"/"+r+"/args",schemaPath:"#/definitions/Hook/properties/args/type",keyword:"type",params:{type:"array"},schema:_.properties.args.type,parentSchema:_.
properties.args,data:p};e===null?e=[o]:e.push(o),a++}}if(s.env!==void 0){let p=s.env;if(Array.isArray(p)){let o=p.length;for(let m=0;m<o;m++){let u=p[m];if(typeof u!=
"string"){let ke={instancePath:n+"/"+r+"/env/"+m,schemaPath:"#/definitions/Hook/properties/env/items/type",keyword:"type",params:{type:"string"},schema:_.properties.
env.items.type,parentSchema:_.properties.env.items,data:u};e===null?e=[ke]:e.push(ke),a++}}}else{let o={instancePath:n+"/"+r+"/env",schemaPath:"#/definitions/Ho\
ok/properties/env/type",keyword:"type",params:{type:"array"},schema:_.properties.env.type,parentSchema:_.properties.env,data:p};e===null?e=[o]:e.push(o),a++}}if(s.
timeout!==void 0){let p=s.timeout;if(!(typeof p=="number"&&!(p%1)&&!isNaN(p)&&isFinite(p))){let o={instancePath:n+"/"+r+"/timeout",schemaPath:"#/definitions/Hoo\
k/properties/timeout/type",keyword:"type",params:{type:"integer"},schema:_.properties.timeout.type,parentSchema:_.properties.timeout,data:p};e===null?e=[o]:e.push(
o),a++}if(typeof p=="number"&&isFinite(p)&&(p<1||isNaN(p))){let o={instancePath:n+"/"+r+"/timeout",schemaPath:"#/definitions/Hook/properties/timeout/minimum",keyword:"\
minimum",params:{comparison:">=",limit:1},schema:1,parentSchema:_.properties.timeout,data:p};e===null?e=[o]:e.push(o),a++}}}else{let p={instancePath:n+"/"+r,schemaPath:"\
#/definitions/Hook/type",keyword:"type",params:{type:"object"},schema:_.type,parentSchema:_,data:s};e===null?e=[p]:e.push(p),a++}}}else{let t={instancePath:n,schemaPath:"\
#/type",keyword:"type",params:{type:"array"},schema:st.type,parentSchema:st,data:i};e===null?e=[t]:e.push(t),a++}return C.errors=e,a===0}function Oe(i,{instancePath:n="",
parentData:S,parentDataProperty:w,rootData:l=i}={}){let e=null,a=0;if(i&&typeof i=="object"&&!Array.isArray(i))i.prestart!==void 0&&(C(i.prestart,{instancePath:n+
"/prestart",parentData:i,parentDataProperty:"prestart",rootData:l})||(e=e===null?C.errors:e.concat(C.errors),a=e.length)),i.createRuntime!==void 0&&(C(i.createRuntime,
{instancePath:n+"/createRuntime",parentData:i,parentDataProperty:"createRuntime",rootData:l})||(e=e===null?C.errors:e.concat(C.errors),a=e.length)),i.createContainer!==
void 0&&(C(i.createContainer,{instancePath:n+"/createContainer",parentData:i,parentDataProperty:"createContainer",rootData:l})||(e=e===null?C.errors:e.concat(C.
errors),a=e.length)),i.startContainer!==void 0&&(C(i.startContainer,{instancePath:n+"/startContainer",parentData:i,parentDataProperty:"startContainer",rootData:l})||
(e=e===null?C.errors:e.concat(C.errors),a=e.length)),i.poststart!==void 0&&(C(i.poststart,{instancePath:n+"/poststart",parentData:i,parentDataProperty:"poststar\
t",rootData:l})||(e=e===null?C.errors:e.concat(C.errors),a=e.length)),i.poststop!==void 0&&(C(i.poststop,{instancePath:n+"/poststop",parentData:i,parentDataProperty:"\
poststop",rootData:l})||(e=e===null?C.errors:e.concat(C.errors),a=e.length));else{let t={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},
schema:it.type,parentSchema:it,data:i};e===null?e=[t]:e.push(t),a++}return Oe.errors=e,a===0}var A={$schema:"http://json-schema.org/draft-07/schema#",$id:"confi\
g-linux.json",type:"object",properties:{namespaces:{type:"array",items:{$ref:"defs-linux.json#/definitions/LinuxNamespace"}},uidMappings:{type:"array",items:{$ref:"\
defs.json#/definitions/IdMapping"}},gidMappings:{type:"array",items:{$ref:"defs.json#/definitions/IdMapping"}},timeOffsets:{$ref:"#/definitions/TimeOffsets"},devices:{
type:"array",items:{$ref:"defs-linux.json#/definitions/LinuxDevice"}},netDevices:{type:"object",additionalProperties:{$ref:"defs-linux.json#/definitions/NetDevi\
ce"}},cgroupsPath:{type:"string"},resources:{$ref:"#/definitions/LinuxResources"},rootfsPropagation:{$ref:"defs-linux.json#/definitions/RootfsPropagation"},seccomp:{
$ref:"#/definitions/Seccomp"},sysctl:{$ref:"defs.json#/definitions/stringMap"},maskedPaths:{type:"array",items:{type:"string"}},readonlyPaths:{type:"array",items:{
type:"string"}},mountLabel:{type:"string"},intelRdt:{$ref:"#/definitions/IntelRdt"},memoryPolicy:{$ref:"#/definitions/MemoryPolicy"},personality:{$ref:"defs-lin\
ux.json#/definitions/Personality"}},definitions:{TimeOffsets:{type:"object",properties:{boottime:{$ref:"defs-linux.json#/definitions/TimeOffset"},monotonic:{$ref:"\
defs-linux.json#/definitions/TimeOffset"}}},Memory:{type:"object",properties:{limit:{$ref:"defs.json#/definitions/int64"},reservation:{$ref:"defs.json#/definiti\
ons/int64"},swap:{$ref:"defs.json#/definitions/int64"},kernel:{$ref:"defs.json#/definitions/int64"},kernelTCP:{$ref:"defs.json#/definitions/int64"},swappiness:{
$ref:"defs.json#/definitions/uint64"},disableOOMKiller:{type:"boolean"},useHierarchy:{type:"boolean"},checkBeforeUpdate:{type:"boolean"}}},Cpu:{type:"object",properties:{
shares:{$ref:"defs.json#/definitions/uint64"},quota:{$ref:"defs.json#/definitions/int64"},burst:{$ref:"defs.json#/definitions/uint64"},period:{$ref:"defs.json#/\
definitions/uint64"},realtimeRuntime:{$ref:"defs.json#/definitions/int64"},realtimePeriod:{$ref:"defs.json#/definitions/uint64"},cpus:{type:"string"},mems:{type:"\
string"},idle:{$ref:"defs.json#/definitions/int64"}}},Pids:{type:"object",required:["limit"],properties:{limit:{$ref:"defs.json#/definitions/int64"}}},BlockIo:{
type:"object",properties:{weight:{$ref:"defs.json#/definitions/uint16"},leafWeight:{$ref:"defs.json#/definitions/uint16"},weightDevice:{type:"array",items:{$ref:"\
defs-linux.json#/definitions/BlockIoWeight"}},throttleReadBpsDevice:{type:"array",items:{$ref:"defs-linux.json#/definitions/BlockIoThrottle"}},throttleWriteBpsDevice:{
type:"array",items:{$ref:"defs-linux.json#/definitions/BlockIoThrottle"}},throttleReadIOPSDevice:{type:"array",items:{$ref:"defs-linux.json#/definitions/BlockIo\
Throttle"}},throttleWriteIOPSDevice:{type:"array",items:{$ref:"defs-linux.json#/definitions/BlockIoThrottle"}}}},HugepageLimit:{type:"object",required:["pageSiz\
e","limit"],properties:{pageSize:{type:"string",pattern:"^[1-9][0-9]*[KMG]B$","x-form":"a size such as 2MB or 1GB"},limit:{$ref:"defs.json#/definitions/uint64"}}},
Network:{type:"object",properties:{classID:{$ref:"defs.json#/definitions/uint32"},priorities:{type:"array",items:{$ref:"defs-linux.json#/definitions/InterfacePr\
iority"}}}},LinuxResources:{type:"object",properties:{devices:{type:"array",items:{$ref:"defs-linux.json#/definitions/LinuxDeviceCgroup"}},memory:{$ref:"#/defin\
itions/Memory"},cpu:{$ref:"#/definitions/Cpu"},pids:{$ref:"#/definitions/Pids"},blockIO:{$ref:"#/definitions/BlockIo"},hugepageLimits:{type:"array",items:{$ref:"\
#/definitions/HugepageLimit"}},network:{$ref:"#/definitions/Network"},rdma:{type:"object",additionalProperties:{$ref:"defs-linux.json#/definitions/Rdma"}},unified:{
$ref:"defs.json#/definitions/stringMap"}}},Seccomp:{type:"object",required:["defaultAction"],properties:{defaultAction:{$ref:"defs-linux.json#/definitions/Secco\
mpAction"},defaultErrnoRet:{$ref:"defs.json#/definitions/uint32"},architectures:{type:"array",items:{$ref:"defs-linux.json#/definitions/SeccompArch"}},flags:{type:"\
array",items:{$ref:"defs-linux.json#/definitions/SeccompFlag"}},listenerPath:{type:"string"},listenerMetadata:{type:"string"},syscalls:{type:"array",items:{$ref:"\
defs-linux.json#/definitions/SeccompRule"}}}},IntelRdt:{type:"object",properties:{closID:{type:"string"},schemata:{type:"array",items:{type:"string"}},l3CacheSchema:{
type:"string"},memBwSchema:{type:"string",pattern:"^MB:[^\\n]*$","x-form":"one line that starts with MB:"},enableMonitoring:{type:"boolean"}}},MemoryPolicy:{type:"\
object",properties:{mode:{$ref:"defs-linux.json#/definitions/MemoryPolicyMode"},nodes:{type:"string"},flags:{type:"array",items:{$ref:"defs-linux.json#/definiti\
ons/MemoryPolicyFlag"}}}}}},Le={type:"object",properties:{name:{type:"string"}}},ve={type:"string",enum:["private","shared","slave","unbindable","rprivate","rsh\
ared","rslave","runbindable"],"x-also":["rprivate","rshared","rslave","runbindable"]},I={type:"object",properties:{closID:{type:"string"},schemata:{type:"array",
items:{type:"string"}},l3CacheSchema:{type:"string"},memBwSchema:{type:"string",pattern:"^MB:[^\\n]*$","x-form":"one line that starts with MB:"},enableMonitoring:{
type:"boolean"}}},H={type:"object",properties:{domain:{type:"string",enum:["LINUX","LINUX32"]},flags:{type:"array",items:{type:"string"}}}},ge={type:"object",required:[
"type"],properties:{type:{$ref:"#/definitions/NamespaceType"},path:{type:"string"}}},Ce={type:"string",enum:["mount","pid","network","uts","ipc","user","cgroup",
"time"]};function Te(i,{instancePath:n="",parentData:S,parentDataProperty:w,rootData:l=i}={}){let e=null,a=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.type===
void 0){let t={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"type"},schema:ge.required,parentSchema:ge,data:i};e===null?e=[
t]:e.push(t),a++}if(i.type!==void 0){let t=i.type;if(typeof t!="string"){let r={instancePath:n+"/type",schemaPath:"#/definitions/NamespaceType/type",keyword:"ty\
pe",params:{type:"string"},schema:Ce.type,parentSchema:Ce,data:t};e===null?e=[r]:e.push(r),a++}if(!(t==="mount"||t==="pid"||t==="network"||t==="uts"||t==="ipc"||
t==="user"||t==="cgroup"||t==="time")){let r={instancePath:n+"/type",schemaPath:"#/definitions/NamespaceType/enum",keyword:"enum",params:{allowedValues:Ce.enum},
schema:Ce.enum,parentSchema:Ce,data:t};e===null?e=[r]:e.push(r),a++}}if(i.path!==void 0){let t=i.path;if(typeof t!="string"){let r={instancePath:n+"/path",schemaPath:"\
#/properties/path/type",keyword:"type",params:{type:"string"},schema:ge.properties.path.type,parentSchema:ge.properties.path,data:t};e===null?e=[r]:e.push(r),a++}}}else{
let t={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:ge.type,parentSchema:ge,data:i};e===null?e=[t]:e.push(t),a++}return Te.errors=
e,a===0}function J(i,{instancePath:n="",parentData:S,parentDataProperty:w,rootData:l=i}={}){let e=null,a=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.containerID===
void 0){let t={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"containerID"},schema:M.required,parentSchema:M,data:i};e===null?
e=[t]:e.push(t),a++}if(i.hostID===void 0){let t={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"hostID"},schema:M.required,parentSchema:M,
data:i};e===null?e=[t]:e.push(t),a++}if(i.size===void 0){let t={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"size"},schema:M.
required,parentSchema:M,data:i};e===null?e=[t]:e.push(t),a++}if(i.containerID!==void 0){let t=i.containerID;if(!(typeof t=="number"&&!(t%1)&&!isNaN(t)&&isFinite(
t))){let r={instancePath:n+"/containerID",schemaPath:"#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:f.type,parentSchema:f,data:t};e===
null?e=[r]:e.push(r),a++}if(typeof t=="number"&&isFinite(t)){if(t>4294967295||isNaN(t)){let r={instancePath:n+"/containerID",schemaPath:"#/definitions/uint32/ma\
ximum",keyword:"maximum",params:{comparison:"<=",limit:4294967295},schema:4294967295,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}if(t<0||isNaN(t)){let r={
instancePath:n+"/containerID",schemaPath:"#/definitions/uint32/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:f,data:t};e===null?
e=[r]:e.push(r),a++}}}if(i.hostID!==void 0){let t=i.hostID;if(!(typeof t=="number"&&!(t%1)&&!isNaN(t)&&isFinite(t))){let r={instancePath:n+"/hostID",schemaPath:"\
#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:f.type,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}if(typeof t=="number"&&isFinite(
t)){if(t>4294967295||isNaN(t)){let r={instancePath:n+"/hostID",schemaPath:"#/definitions/uint32/maximum",keyword:"maximum",params:{comparison:"<=",limit:4294967295},
schema:4294967295,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}if(t<0||isNaN(t)){let r={instancePath:n+"/hostID",schemaPath:"#/definitions/uint32/minimum",
keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}}}if(i.size!==void 0){let t=i.size;if(!(typeof t==
"number"&&!(t%1)&&!isNaN(t)&&isFinite(t))){let r={instancePath:n+"/size",schemaPath:"#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:f.
type,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}if(typeof t=="number"&&isFinite(t)){if(t>4294967295||isNaN(t)){let r={instancePath:n+"/size",schemaPath:"\
#/definitions/uint32/maximum",keyword:"maximum",params:{comparison:"<=",limit:4294967295},schema:4294967295,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}
if(t<0||isNaN(t)){let r={instancePath:n+"/size",schemaPath:"#/definitions/uint32/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:f,
data:t};e===null?e=[r]:e.push(r),a++}}}}else{let t={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:M.type,parentSchema:M,data:i};
e===null?e=[t]:e.push(t),a++}return J.errors=e,a===0}var at={type:"object",properties:{boottime:{$ref:"defs-linux.json#/definitions/TimeOffset"},monotonic:{$ref:"\
defs-linux.json#/definitions/TimeOffset"}}},nt={type:"object",properties:{secs:{$ref:"defs.json#/definitions/int64"},nanosecs:{$ref:"defs.json#/definitions/uint\
32"}}},b={integer64:["-9223372036854775808","9223372036854775807"]};function ee(i,{instancePath:n="",parentData:S,parentDataProperty:w,rootData:l=i}={}){let e=null,
a=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.secs!==void 0){let t=i.secs;if(typeof t=="bigint"?t<-9223372036854775808n||t>9223372036854775807n:typeof t!=
"number"||t%1!==0||t<-9223372036854776e3||t>9223372036854776e3){let r={instancePath:n+"/secs",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integ\
er64",params:{},schema:b.integer64,parentSchema:b,data:t};e===null?e=[r]:e.push(r),a++}}if(i.nanosecs!==void 0){let t=i.nanosecs;if(!(typeof t=="number"&&!(t%1)&&
!isNaN(t)&&isFinite(t))){let r={instancePath:n+"/nanosecs",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:f.type,
parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}if(typeof t=="number"&&isFinite(t)){if(t>4294967295||isNaN(t)){let r={instancePath:n+"/nanosecs",schemaPath:"\
defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison:"<=",limit:4294967295},schema:4294967295,parentSchema:f,data:t};e===null?e=[r]:e.push(
r),a++}if(t<0||isNaN(t)){let r={instancePath:n+"/nanosecs",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison:">=",limit:0},
schema:0,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}}}}else{let t={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:nt.type,
parentSchema:nt,data:i};e===null?e=[t]:e.push(t),a++}return ee.errors=e,a===0}function He(i,{instancePath:n="",parentData:S,parentDataProperty:w,rootData:l=i}={}){
let e=null,a=0;if(i&&typeof i=="object"&&!Array.isArray(i))i.boottime!==void 0&&(ee(i.boottime,{instancePath:n+"/boottime",parentData:i,parentDataProperty:"boot\
time",rootData:l})||(e=e===null?ee.errors:e.concat(ee.errors),a=e.length)),i.monotonic!==void 0&&(ee(i.monotonic,{instancePath:n+"/monotonic",parentData:i,parentDataProperty:"\
monotonic",rootData:l})||(e=e===null?ee.errors:e.concat(ee.errors),a=e.length));else{let t={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"obje\
ct"},schema:at.type,parentSchema:at,data:i};e===null?e=[t]:e.push(t),a++}return He.errors=e,a===0}var B={type:"object",required:["type","path"],properties:{type:{
type:"string",pattern:"^[cbup]$","x-form":"c, b, u or p"},path:{type:"string"},major:{$ref:"defs.json#/definitions/int64"},minor:{$ref:"defs.json#/definitions/i\
nt64"},fileMode:{$ref:"defs.json#/definitions/fileMode"},uid:{$ref:"defs.json#/definitions/uint32"},gid:{$ref:"defs.json#/definitions/uint32"}}},xe={type:"integ\
er",minimum:0,maximum:65535,"x-maximum":65535},ct=new RegExp("^[cbup]$","u");function Be(i,{instancePath:n="",parentData:S,parentDataProperty:w,rootData:l=i}={}){
let e=null,a=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.type===void 0){let t={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"\
type"},schema:B.required,parentSchema:B,data:i};e===null?e=[t]:e.push(t),a++}if(i.path===void 0){let t={instancePath:n,schemaPath:"#/required",keyword:"required",
params:{missingProperty:"path"},schema:B.required,parentSchema:B,data:i};e===null?e=[t]:e.push(t),a++}if(i.type!==void 0){let t=i.type;if(typeof t=="string"){if(!ct.
test(t)){let r={instancePath:n+"/type",schemaPath:"#/properties/type/pattern",keyword:"pattern",params:{pattern:"^[cbup]$"},schema:"^[cbup]$",parentSchema:B.properties.
type,data:t};e===null?e=[r]:e.push(r),a++}}else{let r={instancePath:n+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type:"string"},schema:B.
properties.type.type,parentSchema:B.properties.type,data:t};e===null?e=[r]:e.push(r),a++}}if(i.path!==void 0){let t=i.path;if(typeof t!="string"){let r={instancePath:n+
"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type:"string"},schema:B.properties.path.type,parentSchema:B.properties.path,data:t};e===null?
e=[r]:e.push(r),a++}}if(i.major!==void 0){let t=i.major;if(typeof t=="bigint"?t<-9223372036854775808n||t>9223372036854775807n:typeof t!="number"||t%1!==0||t<-9223372036854776e3||
t>9223372036854776e3){let r={instancePath:n+"/major",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},schema:b.integer64,parentSchema:b,
data:t};e===null?e=[r]:e.push(r),a++}}if(i.minor!==void 0){let t=i.minor;if(typeof t=="bigint"?t<-9223372036854775808n||t>9223372036854775807n:typeof t!="number"||
t%1!==0||t<-9223372036854776e3||t>9223372036854776e3){let r={instancePath:n+"/minor",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},
schema:b.integer64,parentSchema:b,data:t};e===null?e=[r]:e.push(r),a++}}if(i.fileMode!==void 0){let t=i.fileMode;if(!(typeof t=="number"&&!(t%1)&&!isNaN(t)&&isFinite(
t))){let r={instancePath:n+"/fileMode",schemaPath:"defs.json#/definitions/fileMode/type",keyword:"type",params:{type:"integer"},schema:xe.type,parentSchema:xe,data:t};
e===null?e=[r]:e.push(r),a++}if(typeof t=="number"&&isFinite(t)){if(t>65535||isNaN(t)){let r={instancePath:n+"/fileMode",schemaPath:"defs.json#/definitions/file\
Mode/maximum",keyword:"maximum",params:{comparison:"<=",limit:65535},schema:65535,parentSchema:xe,data:t};e===null?e=[r]:e.push(r),a++}if(t<0||isNaN(t)){let r={
instancePath:n+"/fileMode",schemaPath:"defs.json#/definitions/fileMode/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:xe,data:t};
e===null?e=[r]:e.push(r),a++}}}if(i.uid!==void 0){let t=i.uid;if(!(typeof t=="number"&&!(t%1)&&!isNaN(t)&&isFinite(t))){let r={instancePath:n+"/uid",schemaPath:"\
defs.json#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:f.type,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}if(typeof t=="numbe\
r"&&isFinite(t)){if(t>4294967295||isNaN(t)){let r={instancePath:n+"/uid",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison:"\
<=",limit:4294967295},schema:4294967295,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}if(t<0||isNaN(t)){let r={instancePath:n+"/uid",schemaPath:"defs.json\
#/definitions/uint32/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}}}if(i.gid!==void 0){
let t=i.gid;if(!(typeof t=="number"&&!(t%1)&&!isNaN(t)&&isFinite(t))){let r={instancePath:n+"/gid",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",
params:{type:"integer"},schema:f.type,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}if(typeof t=="number"&&isFinite(t)){if(t>4294967295||isNaN(t)){let r={
instancePath:n+"/gid",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison:"<=",limit:4294967295},schema:4294967295,parentSchema:f,
data:t};e===null?e=[r]:e.push(r),a++}if(t<0||isNaN(t)){let r={instancePath:n+"/gid",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{
comparison:">=",limit:0},schema:0,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}}}}else{let t={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"\
object"},schema:B.type,parentSchema:B,data:i};e===null?e=[t]:e.push(t),a++}return Be.errors=e,a===0}var $={type:"object",properties:{devices:{type:"array",items:{
$ref:"defs-linux.json#/definitions/LinuxDeviceCgroup"}},memory:{$ref:"#/definitions/Memory"},cpu:{$ref:"#/definitions/Cpu"},pids:{$ref:"#/definitions/Pids"},blockIO:{
$ref:"#/definitions/BlockIo"},hugepageLimits:{type:"array",items:{$ref:"#/definitions/HugepageLimit"}},network:{$ref:"#/definitions/Network"},rdma:{type:"object",
additionalProperties:{$ref:"defs-linux.json#/definitions/Rdma"}},unified:{$ref:"defs.json#/definitions/stringMap"}}},U={type:"object",required:["allow"],properties:{
allow:{type:"boolean"},type:{type:"string"},major:{$ref:"defs.json#/definitions/int64"},minor:{$ref:"defs.json#/definitions/int64"},access:{type:"string"}}};function ne(i,{
instancePath:n="",parentData:S,parentDataProperty:w,rootData:l=i}={}){let e=null,a=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.allow===void 0){let t={instancePath:n,
schemaPath:"#/required",keyword:"required",params:{missingProperty:"allow"},schema:U.required,parentSchema:U,data:i};e===null?e=[t]:e.push(t),a++}if(i.allow!==void 0){
let t=i.allow;if(typeof t!="boolean"){let r={instancePath:n+"/allow",schemaPath:"#/properties/allow/type",keyword:"type",params:{type:"boolean"},schema:U.properties.
allow.type,parentSchema:U.properties.allow,data:t};e===null?e=[r]:e.push(r),a++}}if(i.type!==void 0){let t=i.type;if(typeof t!="string"){let r={instancePath:n+"\
/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type:"string"},schema:U.properties.type.type,parentSchema:U.properties.type,data:t};e===null?e=
[r]:e.push(r),a++}}if(i.major!==void 0){let t=i.major;if(typeof t=="bigint"?t<-9223372036854775808n||t>9223372036854775807n:typeof t!="number"||t%1!==0||t<-9223372036854776e3||
t>9223372036854776e3){let r={instancePath:n+"/major",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},schema:b.integer64,parentSchema:b,
data:t};e===null?e=[r]:e.push(r),a++}}if(i.minor!==void 0){let t=i.minor;if(typeof t=="bigint"?t<-9223372036854775808n||t>9223372036854775807n:typeof t!="number"||
t%1!==0||t<-9223372036854776e3||t>9223372036854776e3){let r={instancePath:n+"/minor",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},
schema:b.integer64,parentSchema:b,data:t};e===null?e=[r]:e.push(r),a++}}if(i.access!==void 0){let t=i.access;if(typeof t!="string"){let r={instancePath:n+"/acce\
ss",schemaPath:"#/properties/access/type",keyword:"type",params:{type:"string"},schema:U.properties.access.type,parentSchema:U.properties.access,data:t};e===null?
e=[r]:e.push(r),a++}}}else{let t={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:U.type,parentSchema:U,data:i};e===null?e=[t]:e.
push(t),a++}return ne.errors=e,a===0}var X={type:"object",properties:{limit:{$ref:"defs.json#/definitions/int64"},reservation:{$ref:"defs.json#/definitions/int6\
4"},swap:{$ref:"defs.json#/definitions/int64"},kernel:{$ref:"defs.json#/definitions/int64"},kernelTCP:{$ref:"defs.json#/definitions/int64"},swappiness:{$ref:"de\
fs.json#/definitions/uint64"},disableOOMKiller:{type:"boolean"},useHierarchy:{type:"boolean"},checkBeforeUpdate:{type:"boolean"}}};function pe(i,{instancePath:n="",
parentData:S,parentDataProperty:w,rootData:l=i}={}){let e=null,a=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.limit!==void 0){let t=i.limit;if(typeof t==
"bigint"?t<-9223372036854775808n||t>9223372036854775807n:typeof t!="number"||t%1!==0||t<-9223372036854776e3||t>9223372036854776e3){let r={instancePath:n+"/limit",
schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},schema:b.integer64,parentSchema:b,data:t};e===null?e=[r]:e.push(r),a++}}if(i.reservation!==
void 0){let t=i.reservation;if(typeof t=="bigint"?t<-9223372036854775808n||t>9223372036854775807n:typeof t!="number"||t%1!==0||t<-9223372036854776e3||t>9223372036854776e3){
let r={instancePath:n+"/reservation",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},schema:b.integer64,parentSchema:b,data:t};
e===null?e=[r]:e.push(r),a++}}if(i.swap!==void 0){let t=i.swap;if(typeof t=="bigint"?t<-9223372036854775808n||t>9223372036854775807n:typeof t!="number"||t%1!==0||
t<-9223372036854776e3||t>9223372036854776e3){let r={instancePath:n+"/swap",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},schema:b.
integer64,parentSchema:b,data:t};e===null?e=[r]:e.push(r),a++}}if(i.kernel!==void 0){let t=i.kernel;if(typeof t=="bigint"?t<-9223372036854775808n||t>9223372036854775807n:
typeof t!="number"||t%1!==0||t<-9223372036854776e3||t>9223372036854776e3){let r={instancePath:n+"/kernel",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"\
integer64",params:{},schema:b.integer64,parentSchema:b,data:t};e===null?e=[r]:e.push(r),a++}}if(i.kernelTCP!==void 0){let t=i.kernelTCP;if(typeof t=="bigint"?t<
-9223372036854775808n||t>9223372036854775807n:typeof t!="number"||t%1!==0||t<-9223372036854776e3||t>9223372036854776e3){let r={instancePath:n+"/kernelTCP",schemaPath:"\
defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},schema:b.integer64,parentSchema:b,data:t};e===null?e=[r]:e.push(r),a++}}if(i.swappiness!==
void 0){let t=i.swappiness;if(typeof t=="bigint"?t<0n||t>18446744073709551615n:typeof t!="number"||t%1!==0||t<0||t>18446744073709552e3){let r={instancePath:n+"/\
swappiness",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},schema:d.integer64,parentSchema:d,data:t};e===null?e=[r]:e.push(r),
a++}}if(i.disableOOMKiller!==void 0){let t=i.disableOOMKiller;if(typeof t!="boolean"){let r={instancePath:n+"/disableOOMKiller",schemaPath:"#/properties/disable\
OOMKiller/type",keyword:"type",params:{type:"boolean"},schema:X.properties.disableOOMKiller.type,parentSchema:X.properties.disableOOMKiller,data:t};e===null?e=[
r]:e.push(r),a++}}if(i.useHierarchy!==void 0){let t=i.useHierarchy;if(typeof t!="boolean"){let r={instancePath:n+"/useHierarchy",schemaPath:"#/properties/useHie\
rarchy/type",keyword:"type",params:{type:"boolean"},schema:X.properties.useHierarchy.type,parentSchema:X.properties.useHierarchy,data:t};e===null?e=[r]:e.push(r),
a++}}if(i.checkBeforeUpdate!==void 0){let t=i.checkBeforeUpdate;if(typeof t!="boolean"){let r={instancePath:n+"/checkBeforeUpdate",schemaPath:"#/properties/chec\
kBeforeUpdate/type",keyword:"type",params:{type:"boolean"},schema:X.properties.checkBeforeUpdate.type,parentSchema:X.properties.checkBeforeUpdate,data:t};e===null?
e=[r]:e.push(r),a++}}}else{let t={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:X.type,parentSchema:X,data:i};e===null?e=[t]:e.
push(t),a++}return pe.errors=e,a===0}var Pe={type:"object",properties:{shares:{$ref:"defs.json#/definitions/uint64"},quota:{$ref:"defs.json#/definitions/int64"},
burst:{$ref:"defs.json#/definitions/uint64"},period:{$ref:"defs.json#/definitions/uint64"},realtimeRuntime:{$ref:"defs.json#/definitions/int64"},realtimePeriod:{
$ref:"defs.json#/definitions/uint64"},cpus:{type:"string"},mems:{type:"string"},idle:{$ref:"defs.json#/definitions/int64"}}};function oe(i,{instancePath:n="",parentData:S,
parentDataProperty:w,rootData:l=i}={}){let e=null,a=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.shares!==void 0){let t=i.shares;if(typeof t=="bigint"?t<
0n||t>18446744073709551615n:typeof t!="number"||t%1!==0||t<0||t>18446744073709552e3){let r={instancePath:n+"/shares",schemaPath:"defs.json#/definitions/uint64/i\
nteger64",keyword:"integer64",params:{},schema:d.integer64,parentSchema:d,data:t};e===null?e=[r]:e.push(r),a++}}if(i.quota!==void 0){let t=i.quota;if(typeof t==
"bigint"?t<-9223372036854775808n||t>9223372036854775807n:typeof t!="number"||t%1!==0||t<-9223372036854776e3||t>9223372036854776e3){let r={instancePath:n+"/quota",
schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},schema:b.integer64,parentSchema:b,data:t};e===null?e=[r]:e.push(r),a++}}if(i.burst!==
void 0){let t=i.burst;if(typeof t=="bigint"?t<0n||t>18446744073709551615n:typeof t!="number"||t%1!==0||t<0||t>18446744073709552e3){let r={instancePath:n+"/burst",
schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},schema:d.integer64,parentSchema:d,data:t};e===null?e=[r]:e.push(r),a++}}if(i.
period!==void 0){let t=i.period;if(typeof t=="bigint"?t<0n||t>18446744073709551615n:typeof t!="number"||t%1!==0||t<0||t>18446744073709552e3){let r={instancePath:n+
"/period",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},schema:d.integer64,parentSchema:d,data:t};e===null?e=[r]:e.push(r),
a++}}if(i.realtimeRuntime!==void 0){let t=i.realtimeRuntime;if(typeof t=="bigint"?t<-9223372036854775808n||t>9223372036854775807n:typeof t!="number"||t%1!==0||t<
-9223372036854776e3||t>9223372036854776e3){let r={instancePath:n+"/realtimeRuntime",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},
schema:b.integer64,parentSchema:b,data:t};e===null?e=[r]:e.push(r),a++}}if(i.realtimePeriod!==void 0){let t=i.realtimePeriod;if(typeof t=="bigint"?t<0n||t>18446744073709551615n:
typeof t!="number"||t%1!==0||t<0||t>18446744073709552e3){let r={instancePath:n+"/realtimePeriod",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"i\
nteger64",params:{},schema:d.integer64,parentSchema:d,data:t};e===null?e=[r]:e.push(r),a++}}if(i.cpus!==void 0){let t=i.cpus;if(typeof t!="string"){let r={instancePath:n+
"/cpus",schemaPath:"#/properties/cpus/type",keyword:"type",params:{type:"string"},schema:Pe.properties.cpus.type,parentSchema:Pe.properties.cpus,data:t};e===null?
e=[r]:e.push(r),a++}}if(i.mems!==void 0){let t=i.mems;if(typeof t!="string"){let r={instancePath:n+"/mems",schemaPath:"#/properties/mems/type",keyword:"type",params:{
type:"string"},schema:Pe.properties.mems.type,parentSchema:Pe.properties.mems,data:t};e===null?e=[r]:e.push(r),a++}}if(i.idle!==void 0){let t=i.idle;if(typeof t==
"bigint"?t<-9223372036854775808n||t>9223372036854775807n:typeof t!="number"||t%1!==0||t<-9223372036854776e3||t>9223372036854776e3){let r={instancePath:n+"/idle",
schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},schema:b.integer64,parentSchema:b,data:t};e===null?e=[r]:e.push(r),a++}}}else{
let t={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:Pe.type,parentSchema:Pe,data:i};e===null?e=[t]:e.push(t),a++}return oe.errors=
e,a===0}var Ie={type:"object",required:["limit"],properties:{limit:{$ref:"defs.json#/definitions/int64"}}};function me(i,{instancePath:n="",parentData:S,parentDataProperty:w,
rootData:l=i}={}){let e=null,a=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.limit===void 0){let t={instancePath:n,schemaPath:"#/required",keyword:"requir\
ed",params:{missingProperty:"limit"},schema:Ie.required,parentSchema:Ie,data:i};e===null?e=[t]:e.push(t),a++}if(i.limit!==void 0){let t=i.limit;if(typeof t=="bi\
gint"?t<-9223372036854775808n||t>9223372036854775807n:typeof t!="number"||t%1!==0||t<-9223372036854776e3||t>9223372036854776e3){let r={instancePath:n+"/limit",schemaPath:"\
defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},schema:b.integer64,parentSchema:b,data:t};e===null?e=[r]:e.push(r),a++}}}else{let t={instancePath:n,
schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:Ie.type,parentSchema:Ie,data:i};e===null?e=[t]:e.push(t),a++}return me.errors=e,a===0}var F={type:"\
object",properties:{weight:{$ref:"defs.json#/definitions/uint16"},leafWeight:{$ref:"defs.json#/definitions/uint16"},weightDevice:{type:"array",items:{$ref:"defs\
-linux.json#/definitions/BlockIoWeight"}},throttleReadBpsDevice:{type:"array",items:{$ref:"defs-linux.json#/definitions/BlockIoThrottle"}},throttleWriteBpsDevice:{
type:"array",items:{$ref:"defs-linux.json#/definitions/BlockIoThrottle"}},throttleReadIOPSDevice:{type:"array",items:{$ref:"defs-linux.json#/definitions/BlockIo\
Throttle"}},throttleWriteIOPSDevice:{type:"array",items:{$ref:"defs-linux.json#/definitions/BlockIoThrottle"}}}},v={type:"integer",minimum:0,maximum:65535},Se={
type:"object",required:["major","minor"],properties:{major:{$ref:"defs.json#/definitions/int64"},minor:{$ref:"defs.json#/definitions/int64"},weight:{$ref:"defs.\
json#/definitions/uint16"},leafWeight:{$ref:"defs.json#/definitions/uint16"}}};function ze(i,{instancePath:n="",parentData:S,parentDataProperty:w,rootData:l=i}={}){
let e=null,a=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.major===void 0){let t={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"\
major"},schema:Se.required,parentSchema:Se,data:i};e===null?e=[t]:e.push(t),a++}if(i.minor===void 0){let t={instancePath:n,schemaPath:"#/required",keyword:"requ\
ired",params:{missingProperty:"minor"},schema:Se.required,parentSchema:Se,data:i};e===null?e=[t]:e.push(t),a++}if(i.major!==void 0){let t=i.major;if(typeof t=="\
bigint"?t<-9223372036854775808n||t>9223372036854775807n:typeof t!="number"||t%1!==0||t<-9223372036854776e3||t>9223372036854776e3){let r={instancePath:n+"/major",
schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},schema:b.integer64,parentSchema:b,data:t};e===null?e=[r]:e.push(r),a++}}if(i.minor!==
void 0){let t=i.minor;if(typeof t=="bigint"?t<-9223372036854775808n||t>9223372036854775807n:typeof t!="number"||t%1!==0||t<-9223372036854776e3||t>9223372036854776e3){
let r={instancePath:n+"/minor",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},schema:b.integer64,parentSchema:b,data:t};e===null?
e=[r]:e.push(r),a++}}if(i.weight!==void 0){let t=i.weight;if(!(typeof t=="number"&&!(t%1)&&!isNaN(t)&&isFinite(t))){let r={instancePath:n+"/weight",schemaPath:"\
defs.json#/definitions/uint16/type",keyword:"type",params:{type:"integer"},schema:v.type,parentSchema:v,data:t};e===null?e=[r]:e.push(r),a++}if(typeof t=="numbe\
r"&&isFinite(t)){if(t>65535||isNaN(t)){let r={instancePath:n+"/weight",schemaPath:"defs.json#/definitions/uint16/maximum",keyword:"maximum",params:{comparison:"\
<=",limit:65535},schema:65535,parentSchema:v,data:t};e===null?e=[r]:e.push(r),a++}if(t<0||isNaN(t)){let r={instancePath:n+"/weight",schemaPath:"defs.json#/defin\
itions/uint16/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:v,data:t};e===null?e=[r]:e.push(r),a++}}}if(i.leafWeight!==void 0){
let t=i.leafWeight;if(!(typeof t=="number"&&!(t%1)&&!isNaN(t)&&isFinite(t))){let r={instancePath:n+"/leafWeight",schemaPath:"defs.json#/definitions/uint16/type",
keyword:"type",params:{type:"integer"},schema:v.type,parentSchema:v,data:t};e===null?e=[r]:e.push(r),a++}if(typeof t=="number"&&isFinite(t)){if(t>65535||isNaN(t)){
let r={instancePath:n+"/leafWeight",schemaPath:"defs.json#/definitions/uint16/maximum",keyword:"maximum",params:{comparison:"<=",limit:65535},schema:65535,parentSchema:v,
data:t};e===null?e=[r]:e.push(r),a++}if(t<0||isNaN(t)){let r={instancePath:n+"/leafWeight",schemaPath:"defs.json#/definitions/uint16/minimum",keyword:"minimum",
params:{comparison:">=",limit:0},schema:0,parentSchema:v,data:t};e===null?e=[r]:e.push(r),a++}}}}else{let t={instancePath:n,schemaPath:"#/type",keyword:"type",params:{
type:"object"},schema:Se.type,parentSchema:Se,data:i};e===null?e=[t]:e.push(t),a++}return ze.errors=e,a===0}var we={type:"object",required:["major","minor"],properties:{
major:{$ref:"defs.json#/definitions/int64"},minor:{$ref:"defs.json#/definitions/int64"},rate:{$ref:"defs.json#/definitions/uint64"}}};function q(i,{instancePath:n="",
parentData:S,parentDataProperty:w,rootData:l=i}={}){let e=null,a=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.major===void 0){let t={instancePath:n,schemaPath:"\
#/required",keyword:"required",params:{missingProperty:"major"},schema:we.required,parentSchema:we,data:i};e===null?e=[t]:e.push(t),a++}if(i.minor===void 0){let t={
instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"minor"},schema:we.required,parentSchema:we,data:i};e===null?e=[t]:e.push(t),a++}
if(i.major!==void 0){let t=i.major;if(typeof t=="bigint"?t<-9223372036854775808n||t>9223372036854775807n:typeof t!="number"||t%1!==0||t<-9223372036854776e3||t>9223372036854776e3){
let r={instancePath:n+"/major",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},schema:b.integer64,parentSchema:b,data:t};e===null?
e=[r]:e.push(r),a++}}if(i.minor!==void 0){let t=i.minor;if(typeof t=="bigint"?t<-9223372036854775808n||t>9223372036854775807n:typeof t!="number"||t%1!==0||t<-9223372036854776e3||
t>9223372036854776e3){let r={instancePath:n+"/minor",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},schema:b.integer64,parentSchema:b,
data:t};e===null?e=[r]:e.push(r),a++}}if(i.rate!==void 0){let t=i.rate;if(typeof t=="bigint"?t<0n||t>18446744073709551615n:typeof t!="number"||t%1!==0||t<0||t>18446744073709552e3){
let r={instancePath:n+"/rate",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},schema:d.integer64,parentSchema:d,data:t};e===null?
e=[r]:e.push(r),a++}}}else{let t={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:we.type,parentSchema:we,data:i};e===null?e=[t]:
e.push(t),a++}return q.errors=e,a===0}function le(i,{instancePath:n="",parentData:S,parentDataProperty:w,rootData:l=i}={}){let e=null,a=0;if(i&&typeof i=="objec\
t"&&!Array.isArray(i)){if(i.weight!==void 0){let t=i.weight;if(!(typeof t=="number"&&!(t%1)&&!isNaN(t)&&isFinite(t))){let r={instancePath:n+"/weight",schemaPath:"\
defs.json#/definitions/uint16/type",keyword:"type",params:{type:"integer"},schema:v.type,parentSchema:v,data:t};e===null?e=[r]:e.push(r),a++}if(typeof t=="numbe\
r"&&isFinite(t)){if(t>65535||isNaN(t)){let r={instancePath:n+"/weight",schemaPath:"defs.json#/definitions/uint16/maximum",keyword:"maximum",params:{comparison:"\
<=",limit:65535},schema:65535,parentSchema:v,data:t};e===null?e=[r]:e.push(r),a++}if(t<0||isNaN(t)){let r={instancePath:n+"/weight",schemaPath:"defs.json#/defin\
itions/uint16/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:v,data:t};e===null?e=[r]:e.push(r),a++}}}if(i.leafWeight!==void 0){
let t=i.leafWeight;if(!(typeof t=="number"&&!(t%1)&&!isNaN(t)&&isFinite(t))){let r={instancePath:n+"/leafWeight",schemaPath:"defs.json#/definitions/uint16/type",
keyword:"type",params:{type:"integer"},schema:v.type,parentSchema:v,data:t};e===null?e=[r]:e.push(r),a++}if(typeof t=="number"&&isFinite(t)){if(t>65535||isNaN(t)){
let r={instancePath:n+"/leafWeight",schemaPath:"defs.json#/definitions/uint16/maximum",keyword:"maximum",params:{comparison:"<=",limit:65535},schema:65535,parentSchema:v,
data:t};e===null?e=[r]:e.push(r),a++}if(t<0||isNaN(t)){let r={instancePath:n+"/leafWeight",schemaPath:"defs.json#/definitions/uint16/minimum",keyword:"minimum",
params:{comparison:">=",limit:0},schema:0,parentSchema:v,data:t};e===null?e=[r]:e.push(r),a++}}}if(i.weightDevice!==void 0){let t=i.weightDevice;if(Array.isArray(
t)){let r=t.length;for(let s=0;s<r;s++)ze(t[s],{instancePath:n+"/weightDevice/"+s,parentData:t,parentDataProperty:s,rootData:l})||(e=e===null?ze.errors:e.concat(
ze.errors),a=e.length)}else{let r={instancePath:n+"/weightDevice",schemaPath:"#/properties/weightDevice/type",keyword:"type",params:{type:"array"},schema:F.properties.
weightDevice.type,parentSchema:F.properties.weightDevice,data:t};e===null?e=[r]:e.push(r),a++}}if(i.throttleReadBpsDevice!==void 0){let t=i.throttleReadBpsDevice;
if(Array.isArray(t)){let r=t.length;for(let s=0;s<r;s++)q(t[s],{instancePath:n+"/throttleReadBpsDevice/"+s,parentData:t,parentDataProperty:s,rootData:l})||(e=e===
null?q.errors:e.concat(q.errors),a=e.length)}else{let r={instancePath:n+"/throttleReadBpsDevice",schemaPath:"#/properties/throttleReadBpsDevice/type",keyword:"t\
ype",params:{type:"array"},schema:F.properties.throttleReadBpsDevice.type,parentSchema:F.properties.throttleReadBpsDevice,data:t};e===null?e=[r]:e.push(r),a++}}
if(i.throttleWriteBpsDevice!==void 0){let t=i.throttleWriteBpsDevice;if(Array.isArray(t)){let r=t.length;for(let s=0;s<r;s++)q(t[s],{instancePath:n+"/throttleWr\
iteBpsDevice/"+s,parentData:t,parentDataProperty:s,rootData:l})||(e=e===null?q.errors:e.concat(q.errors),a=e.length)}else{let r={instancePath:n+"/throttleWriteB\
psDevice",schemaPath:"#/properties/throttleWriteBpsDevice/type",keyword:"type",params:{type:"array"},schema:F.properties.throttleWriteBpsDevice.type,parentSchema:F.
properties.throttleWriteBpsDevice,data:t};e===null?e=[r]:e.push(r),a++}}if(i.throttleReadIOPSDevice!==void 0){let t=i.throttleReadIOPSDevice;if(Array.isArray(t)){
let r=t.length;for(let s=0;s<r;s++)q(t[s],{instancePath:n+"/throttleReadIOPSDevice/"+s,parentData:t,parentDataProperty:s,rootData:l})||(e=e===null?q.errors:e.concat(
q.errors),a=e.length)}else{let r={instancePath:n+"/throttleReadIOPSDevice",schemaPath:"#/properties/throttleReadIOPSDevice/type",keyword:"type",params:{type:"ar\
ray"},schema:F.properties.throttleReadIOPSDevice.type,parentSchema:F.properties.throttleReadIOPSDevice,data:t};e===null?e=[r]:e.push(r),a++}}if(i.throttleWriteIOPSDevice!==
void 0){let t=i.throttleWriteIOPSDevice;if(Array.isArray(t)){let r=t.length;for(let s=0;s<r;s++)q(t[s],{instancePath:n+"/throttleWriteIOPSDevice/"+s,parentData:t,
parentDataProperty:s,rootData:l})||(e=e===null?q.errors:e.concat(q.errors),a=e.length)}else{let r={instancePath:n+"/throttleWriteIOPSDevice",schemaPath:"#/prope\
rties/throttleWriteIOPSDevice/type",keyword:"type",params:{type:"array"},schema:F.properties.throttleWriteIOPSDevice.type,parentSchema:F.properties.throttleWriteIOPSDevice,
data:t};e===null?e=[r]:e.push(r),a++}}}else{let t={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:F.type,parentSchema:F,data:i};
e===null?e=[t]:e.push(t),a++}return le.errors=e,a===0}var W={type:"object",required:["pageSize","limit"],properties:{pageSize:{type:"string",pattern:"^[1-9][0-9\
]*[KMG]B$","x-form":"a size such as 2MB or 1GB"},limit:{$ref:"defs.json#/definitions/uint64"}}},yt=new RegExp("^[1-9][0-9]*[KMG]B$","u");function fe(i,{instancePath:n="",
parentData:S,parentDataProperty:w,rootData:l=i}={}){let e=null,a=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.pageSize===void 0){let t={instancePath:n,schemaPath:"\
#/required",keyword:"required",params:{missingProperty:"pageSize"},schema:W.required,parentSchema:W,data:i};e===null?e=[t]:e.push(t),a++}if(i.limit===void 0){let t={
instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"limit"},schema:W.required,parentSchema:W,data:i};e===null?e=[t]:e.push(t),a++}
if(i.pageSize!==void 0){let t=i.pageSize;if(typeof t=="string"){if(!yt.test(t)){let r={instancePath:n+"/pageSize",schemaPath:"#/properties/pageSize/pattern",keyword:"\
pattern",params:{pattern:"^[1-9][0-9]*[KMG]B$"},schema:"^[1-9][0-9]*[KMG]B$",parentSchema:W.properties.pageSize,data:t};e===null?e=[r]:e.push(r),a++}}else{let r={
instancePath:n+"/pageSize",schemaPath:"#/properties/pageSize/type",keyword:"type",params:{type:"string"},schema:W.properties.pageSize.type,parentSchema:W.properties.
pageSize,data:t};e===null?e=[r]:e.push(r),a++}}if(i.limit!==void 0){let t=i.limit;if(typeof t=="bigint"?t<0n||t>18446744073709551615n:typeof t!="number"||t%1!==
0||t<0||t>18446744073709552e3){let r={instancePath:n+"/limit",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},schema:d.integer64,
parentSchema:d,data:t};e===null?e=[r]:e.push(r),a++}}}else{let t={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:W.type,parentSchema:W,
data:i};e===null?e=[t]:e.push(t),a++}return fe.errors=e,a===0}var Re={type:"object",properties:{classID:{$ref:"defs.json#/definitions/uint32"},priorities:{type:"\
array",items:{$ref:"defs-linux.json#/definitions/InterfacePriority"}}}},Q={type:"object",required:["name","priority"],properties:{name:{type:"string"},priority:{
$ref:"defs.json#/definitions/uint32"}}};function Ue(i,{instancePath:n="",parentData:S,parentDataProperty:w,rootData:l=i}={}){let e=null,a=0;if(i&&typeof i=="obj\
ect"&&!Array.isArray(i)){if(i.name===void 0){let t={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"name"},schema:Q.required,
parentSchema:Q,data:i};e===null?e=[t]:e.push(t),a++}if(i.priority===void 0){let t={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"\
priority"},schema:Q.required,parentSchema:Q,data:i};e===null?e=[t]:e.push(t),a++}if(i.name!==void 0){let t=i.name;if(typeof t!="string"){let r={instancePath:n+"\
/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type:"string"},schema:Q.properties.name.type,parentSchema:Q.properties.name,data:t};e===null?e=
[r]:e.push(r),a++}}if(i.priority!==void 0){let t=i.priority;if(!(typeof t=="number"&&!(t%1)&&!isNaN(t)&&isFinite(t))){let r={instancePath:n+"/priority",schemaPath:"\
defs.json#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:f.type,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}if(typeof t=="numbe\
r"&&isFinite(t)){if(t>4294967295||isNaN(t)){let r={instancePath:n+"/priority",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison:"\
<=",limit:4294967295},schema:4294967295,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}if(t<0||isNaN(t)){let r={instancePath:n+"/priority",schemaPath:"defs\
.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}}}}else{let t={
instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:Q.type,parentSchema:Q,data:i};e===null?e=[t]:e.push(t),a++}return Ue.errors=e,a===
0}function ce(i,{instancePath:n="",parentData:S,parentDataProperty:w,rootData:l=i}={}){let e=null,a=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.classID!==
void 0){let t=i.classID;if(!(typeof t=="number"&&!(t%1)&&!isNaN(t)&&isFinite(t))){let r={instancePath:n+"/classID",schemaPath:"defs.json#/definitions/uint32/typ\
e",keyword:"type",params:{type:"integer"},schema:f.type,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}if(typeof t=="number"&&isFinite(t)){if(t>4294967295||
isNaN(t)){let r={instancePath:n+"/classID",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison:"<=",limit:4294967295},schema:4294967295,
parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}if(t<0||isNaN(t)){let r={instancePath:n+"/classID",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"\
minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}}}if(i.priorities!==void 0){let t=i.priorities;if(Array.isArray(
t)){let r=t.length;for(let s=0;s<r;s++)Ue(t[s],{instancePath:n+"/priorities/"+s,parentData:t,parentDataProperty:s,rootData:l})||(e=e===null?Ue.errors:e.concat(Ue.
errors),a=e.length)}else{let r={instancePath:n+"/priorities",schemaPath:"#/properties/priorities/type",keyword:"type",params:{type:"array"},schema:Re.properties.
priorities.type,parentSchema:Re.properties.priorities,data:t};e===null?e=[r]:e.push(r),a++}}}else{let t={instancePath:n,schemaPath:"#/type",keyword:"type",params:{
type:"object"},schema:Re.type,parentSchema:Re,data:i};e===null?e=[t]:e.push(t),a++}return ce.errors=e,a===0}var pt={type:"object",properties:{hcaHandles:{$ref:"\
defs.json#/definitions/uint32"},hcaObjects:{$ref:"defs.json#/definitions/uint32"}}};function ye(i,{instancePath:n="",parentData:S,parentDataProperty:w,rootData:l=i}={}){
let e=null,a=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.hcaHandles!==void 0){let t=i.hcaHandles;if(!(typeof t=="number"&&!(t%1)&&!isNaN(t)&&isFinite(t))){
let r={instancePath:n+"/hcaHandles",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:f.type,parentSchema:f,data:t};
e===null?e=[r]:e.push(r),a++}if(typeof t=="number"&&isFinite(t)){if(t>4294967295||isNaN(t)){let r={instancePath:n+"/hcaHandles",schemaPath:"defs.json#/definitio\
ns/uint32/maximum",keyword:"maximum",params:{comparison:"<=",limit:4294967295},schema:4294967295,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}if(t<0||isNaN(
t)){let r={instancePath:n+"/hcaHandles",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:f,
data:t};e===null?e=[r]:e.push(r),a++}}}if(i.hcaObjects!==void 0){let t=i.hcaObjects;if(!(typeof t=="number"&&!(t%1)&&!isNaN(t)&&isFinite(t))){let r={instancePath:n+
"/hcaObjects",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:f.type,parentSchema:f,data:t};e===null?e=[r]:e.push(
r),a++}if(typeof t=="number"&&isFinite(t)){if(t>4294967295||isNaN(t)){let r={instancePath:n+"/hcaObjects",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"\
maximum",params:{comparison:"<=",limit:4294967295},schema:4294967295,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}if(t<0||isNaN(t)){let r={instancePath:n+
"/hcaObjects",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:f,data:t};e===null?e=[
r]:e.push(r),a++}}}}else{let t={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:pt.type,parentSchema:pt,data:i};e===null?e=[t]:e.
push(t),a++}return ye.errors=e,a===0}var tt=new RegExp(".","u");function Ge(i,{instancePath:n="",parentData:S,parentDataProperty:w,rootData:l=i}={}){let e=null,
a=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.devices!==void 0){let t=i.devices;if(Array.isArray(t)){let r=t.length;for(let s=0;s<r;s++)ne(t[s],{instancePath:n+
"/devices/"+s,parentData:t,parentDataProperty:s,rootData:l})||(e=e===null?ne.errors:e.concat(ne.errors),a=e.length)}else{let r={instancePath:n+"/devices",schemaPath:"\
#/properties/devices/type",keyword:"type",params:{type:"array"},schema:$.properties.devices.type,parentSchema:$.properties.devices,data:t};e===null?e=[r]:e.push(
r),a++}}if(i.memory!==void 0&&(pe(i.memory,{instancePath:n+"/memory",parentData:i,parentDataProperty:"memory",rootData:l})||(e=e===null?pe.errors:e.concat(pe.errors),
a=e.length)),i.cpu!==void 0&&(oe(i.cpu,{instancePath:n+"/cpu",parentData:i,parentDataProperty:"cpu",rootData:l})||(e=e===null?oe.errors:e.concat(oe.errors),a=e.
length)),i.pids!==void 0&&(me(i.pids,{instancePath:n+"/pids",parentData:i,parentDataProperty:"pids",rootData:l})||(e=e===null?me.errors:e.concat(me.errors),a=e.
length)),i.blockIO!==void 0&&(le(i.blockIO,{instancePath:n+"/blockIO",parentData:i,parentDataProperty:"blockIO",rootData:l})||(e=e===null?le.errors:e.concat(le.
errors),a=e.length)),i.hugepageLimits!==void 0){let t=i.hugepageLimits;if(Array.isArray(t)){let r=t.length;for(let s=0;s<r;s++)fe(t[s],{instancePath:n+"/hugepag\
eLimits/"+s,parentData:t,parentDataProperty:s,rootData:l})||(e=e===null?fe.errors:e.concat(fe.errors),a=e.length)}else{let r={instancePath:n+"/hugepageLimits",schemaPath:"\
#/properties/hugepageLimits/type",keyword:"type",params:{type:"array"},schema:$.properties.hugepageLimits.type,parentSchema:$.properties.hugepageLimits,data:t};
e===null?e=[r]:e.push(r),a++}}if(i.network!==void 0&&(ce(i.network,{instancePath:n+"/network",parentData:i,parentDataProperty:"network",rootData:l})||(e=e===null?
ce.errors:e.concat(ce.errors),a=e.length)),i.rdma!==void 0){let t=i.rdma;if(t&&typeof t=="object"&&!Array.isArray(t))for(let r in t)ye(t[r],{instancePath:n+"/rd\
ma/"+r.replace(/~/g,"~0").replace(/\//g,"~1"),parentData:t,parentDataProperty:r,rootData:l})||(e=e===null?ye.errors:e.concat(ye.errors),a=e.length);else{let r={
instancePath:n+"/rdma",schemaPath:"#/properties/rdma/type",keyword:"type",params:{type:"object"},schema:$.properties.rdma.type,parentSchema:$.properties.rdma,data:t};
e===null?e=[r]:e.push(r),a++}}if(i.unified!==void 0){let t=i.unified;if(t&&typeof t=="object"&&!Array.isArray(t)){for(let r in t)if(tt.test(r)){let s=t[r];if(typeof s!=
"string"){let p={instancePath:n+"/unified/"+r.replace(/~/g,"~0").replace(/\//g,"~1"),schemaPath:"defs.json#/definitions/stringMap/patternProperties/./type",keyword:"\
type",params:{type:"string"},schema:L.patternProperties["."].type,parentSchema:L.patternProperties["."],data:s};e===null?e=[p]:e.push(p),a++}}}else{let r={instancePath:n+
"/unified",schemaPath:"defs.json#/definitions/stringMap/type",keyword:"type",params:{type:"object"},schema:L.type,parentSchema:L,data:t};e===null?e=[r]:e.push(r),
a++}}}else{let t={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:$.type,parentSchema:$,data:i};e===null?e=[t]:e.push(t),a++}return Ge.
errors=e,a===0}var R={type:"object",required:["defaultAction"],properties:{defaultAction:{$ref:"defs-linux.json#/definitions/SeccompAction"},defaultErrnoRet:{$ref:"\
defs.json#/definitions/uint32"},architectures:{type:"array",items:{$ref:"defs-linux.json#/definitions/SeccompArch"}},flags:{type:"array",items:{$ref:"defs-linux\
.json#/definitions/SeccompFlag"}},listenerPath:{type:"string"},listenerMetadata:{type:"string"},syscalls:{type:"array",items:{$ref:"defs-linux.json#/definitions\
/SeccompRule"}}}},G={type:"string",enum:["SCMP_ACT_KILL","SCMP_ACT_KILL_THREAD","SCMP_ACT_KILL_PROCESS","SCMP_ACT_TRAP","SCMP_ACT_ERRNO","SCMP_ACT_TRACE","SCMP_\
ACT_ALLOW","SCMP_ACT_LOG","SCMP_ACT_NOTIFY"]},De={type:"string",enum:["SCMP_ARCH_X86","SCMP_ARCH_X86_64","SCMP_ARCH_X32","SCMP_ARCH_ARM","SCMP_ARCH_AARCH64","SC\
MP_ARCH_LOONGARCH64","SCMP_ARCH_M68K","SCMP_ARCH_MIPS","SCMP_ARCH_MIPS64","SCMP_ARCH_MIPS64N32","SCMP_ARCH_MIPSEL","SCMP_ARCH_MIPSEL64","SCMP_ARCH_MIPSEL64N32",
"SCMP_ARCH_PPC","SCMP_ARCH_PPC64","SCMP_ARCH_PPC64LE","SCMP_ARCH_S390","SCMP_ARCH_S390X","SCMP_ARCH_SH","SCMP_ARCH_SHEB","SCMP_ARCH_PARISC","SCMP_ARCH_PARISC64",
"SCMP_ARCH_RISCV64"]},_e={type:"string",enum:["SECCOMP_FILTER_FLAG_TSYNC","SECCOMP_FILTER_FLAG_LOG","SECCOMP_FILTER_FLAG_SPEC_ALLOW","SECCOMP_FILTER_FLAG_WAIT_K\
ILLABLE_RECV"]},E={type:"object",required:["names","action"],properties:{names:{type:"array",items:{type:"string"},minItems:1},action:{$ref:"#/definitions/Secco\
mpAction"},errnoRet:{$ref:"defs.json#/definitions/uint32"},args:{type:"array",items:{$ref:"#/definitions/SeccompArg"}}}},Y={type:"object",required:["index","val\
ue","op"],properties:{index:{$ref:"defs.json#/definitions/uint32"},value:{$ref:"defs.json#/definitions/uint64"},valueTwo:{$ref:"defs.json#/definitions/uint64"},
op:{$ref:"#/definitions/SeccompOperator"}}},Ne={type:"string",enum:["SCMP_CMP_NE","SCMP_CMP_LT","SCMP_CMP_LE","SCMP_CMP_EQ","SCMP_CMP_GE","SCMP_CMP_GT","SCMP_CM\
P_MASKED_EQ"]};function Ve(i,{instancePath:n="",parentData:S,parentDataProperty:w,rootData:l=i}={}){let e=null,a=0;if(i&&typeof i=="object"&&!Array.isArray(i)){
if(i.index===void 0){let t={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"index"},schema:Y.required,parentSchema:Y,data:i};
e===null?e=[t]:e.push(t),a++}if(i.value===void 0){let t={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"value"},schema:Y.required,
parentSchema:Y,data:i};e===null?e=[t]:e.push(t),a++}if(i.op===void 0){let t={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"\
op"},schema:Y.required,parentSchema:Y,data:i};e===null?e=[t]:e.push(t),a++}if(i.index!==void 0){let t=i.index;if(!(typeof t=="number"&&!(t%1)&&!isNaN(t)&&isFinite(
t))){let r={instancePath:n+"/index",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:f.type,parentSchema:f,data:t};
e===null?e=[r]:e.push(r),a++}if(typeof t=="number"&&isFinite(t)){if(t>4294967295||isNaN(t)){let r={instancePath:n+"/index",schemaPath:"defs.json#/definitions/ui\
nt32/maximum",keyword:"maximum",params:{comparison:"<=",limit:4294967295},schema:4294967295,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}if(t<0||isNaN(t)){
let r={instancePath:n+"/index",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:f,data:t};
e===null?e=[r]:e.push(r),a++}}}if(i.value!==void 0){let t=i.value;if(typeof t=="bigint"?t<0n||t>18446744073709551615n:typeof t!="number"||t%1!==0||t<0||t>18446744073709552e3){
let r={instancePath:n+"/value",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},schema:d.integer64,parentSchema:d,data:t};e===
null?e=[r]:e.push(r),a++}}if(i.valueTwo!==void 0){let t=i.valueTwo;if(typeof t=="bigint"?t<0n||t>18446744073709551615n:typeof t!="number"||t%1!==0||t<0||t>18446744073709552e3){
let r={instancePath:n+"/valueTwo",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},schema:d.integer64,parentSchema:d,data:t};e===
null?e=[r]:e.push(r),a++}}if(i.op!==void 0){let t=i.op;if(typeof t!="string"){let r={instancePath:n+"/op",schemaPath:"#/definitions/SeccompOperator/type",keyword:"\
type",params:{type:"string"},schema:Ne.type,parentSchema:Ne,data:t};e===null?e=[r]:e.push(r),a++}if(!(t==="SCMP_CMP_NE"||t==="SCMP_CMP_LT"||t==="SCMP_CMP_LE"||t===
"SCMP_CMP_EQ"||t==="SCMP_CMP_GE"||t==="SCMP_CMP_GT"||t==="SCMP_CMP_MASKED_EQ")){let r={instancePath:n+"/op",schemaPath:"#/definitions/SeccompOperator/enum",keyword:"\
enum",params:{allowedValues:Ne.enum},schema:Ne.enum,parentSchema:Ne,data:t};e===null?e=[r]:e.push(r),a++}}}else{let t={instancePath:n,schemaPath:"#/type",keyword:"\
type",params:{type:"object"},schema:Y.type,parentSchema:Y,data:i};e===null?e=[t]:e.push(t),a++}return Ve.errors=e,a===0}function We(i,{instancePath:n="",parentData:S,
parentDataProperty:w,rootData:l=i}={}){let e=null,a=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.names===void 0){let t={instancePath:n,schemaPath:"#/requ\
ired",keyword:"required",params:{missingProperty:"names"},schema:E.required,parentSchema:E,data:i};e===null?e=[t]:e.push(t),a++}if(i.action===void 0){let t={instancePath:n,
schemaPath:"#/required",keyword:"required",params:{missingProperty:"action"},schema:E.required,parentSchema:E,data:i};e===null?e=[t]:e.push(t),a++}if(i.names!==
void 0){let t=i.names;if(Array.isArray(t)){if(t.length<1){let s={instancePath:n+"/names",schemaPath:"#/properties/names/minItems",keyword:"minItems",params:{limit:1},
schema:1,parentSchema:E.properties.names,data:t};e===null?e=[s]:e.push(s),a++}let r=t.length;for(let s=0;s<r;s++){let p=t[s];if(typeof p!="string"){let o={instancePath:n+
"/names/"+s,schemaPath:"#/properties/names/items/type",keyword:"type",params:{type:"string"},schema:E.properties.names.items.type,parentSchema:E.properties.names.
items,data:p};e===null?e=[o]:e.push(o),a++}}}else{let r={instancePath:n+"/names",schemaPath:"#/properties/names/type",keyword:"type",params:{type:"array"},schema:E.
properties.names.type,parentSchema:E.properties.names,data:t};e===null?e=[r]:e.push(r),a++}}if(i.action!==void 0){let t=i.action;if(typeof t!="string"){let r={instancePath:n+
"/action",schemaPath:"#/definitions/SeccompAction/type",keyword:"type",params:{type:"string"},schema:G.type,parentSchema:G,data:t};e===null?e=[r]:e.push(r),a++}
if(!(t==="SCMP_ACT_KILL"||t==="SCMP_ACT_KILL_THREAD"||t==="SCMP_ACT_KILL_PROCESS"||t==="SCMP_ACT_TRAP"||t==="SCMP_ACT_ERRNO"||t==="SCMP_ACT_TRACE"||t==="SCMP_AC\
T_ALLOW"||t==="SCMP_ACT_LOG"||t==="SCMP_ACT_NOTIFY")){let r={instancePath:n+"/action",schemaPath:"#/definitions/SeccompAction/enum",keyword:"enum",params:{allowedValues:G.
enum},schema:G.enum,parentSchema:G,data:t};e===null?e=[r]:e.push(r),a++}}if(i.errnoRet!==void 0){let t=i.errnoRet;if(!(typeof t=="number"&&!(t%1)&&!isNaN(t)&&isFinite(
t))){let r={instancePath:n+"/errnoRet",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:f.type,parentSchema:f,data:t};
e===null?e=[r]:e.push(r),a++}if(typeof t=="number"&&isFinite(t)){if(t>4294967295||isNaN(t)){let r={instancePath:n+"/errnoRet",schemaPath:"defs.json#/definitions\
/uint32/maximum",keyword:"maximum",params:{comparison:"<=",limit:4294967295},schema:4294967295,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}if(t<0||isNaN(
t)){let r={instancePath:n+"/errnoRet",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:f,
data:t};e===null?e=[r]:e.push(r),a++}}}if(i.args!==void 0){let t=i.args;if(Array.isArray(t)){let r=t.length;for(let s=0;s<r;s++)Ve(t[s],{instancePath:n+"/args/"+
s,parentData:t,parentDataProperty:s,rootData:l})||(e=e===null?Ve.errors:e.concat(Ve.errors),a=e.length)}else{let r={instancePath:n+"/args",schemaPath:"#/propert\
ies/args/type",keyword:"type",params:{type:"array"},schema:E.properties.args.type,parentSchema:E.properties.args,data:t};e===null?e=[r]:e.push(r),a++}}}else{let t={
instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:E.type,parentSchema:E,data:i};e===null?e=[t]:e.push(t),a++}return We.errors=e,a===
0}function Ke(i,{instancePath:n="",parentData:S,parentDataProperty:w,rootData:l=i}={}){let e=null,a=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.defaultAction===
void 0){let t={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"defaultAction"},schema:R.required,parentSchema:R,data:i};e===null?
e=[t]:e.push(t),a++}if(i.defaultAction!==void 0){let t=i.defaultAction;if(typeof t!="string"){let r={instancePath:n+"/defaultAction",schemaPath:"defs-linux.json\
#/definitions/SeccompAction/type",keyword:"type",params:{type:"string"},schema:G.type,parentSchema:G,data:t};e===null?e=[r]:e.push(r),a++}if(!(t==="SCMP_ACT_KIL\
L"||t==="SCMP_ACT_KILL_THREAD"||t==="SCMP_ACT_KILL_PROCESS"||t==="SCMP_ACT_TRAP"||t==="SCMP_ACT_ERRNO"||t==="SCMP_ACT_TRACE"||t==="SCMP_ACT_ALLOW"||t==="SCMP_AC\
T_LOG"||t==="SCMP_ACT_NOTIFY")){let r={instancePath:n+"/defaultAction",schemaPath:"defs-linux.json#/definitions/SeccompAction/enum",keyword:"enum",params:{allowedValues:G.
enum},schema:G.enum,parentSchema:G,data:t};e===null?e=[r]:e.push(r),a++}}if(i.defaultErrnoRet!==void 0){let t=i.defaultErrnoRet;if(!(typeof t=="number"&&!(t%1)&&
!isNaN(t)&&isFinite(t))){let r={instancePath:n+"/defaultErrnoRet",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:f.
type,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}if(typeof t=="number"&&isFinite(t)){if(t>4294967295||isNaN(t)){let r={instancePath:n+"/defaultErrnoRet",
schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison:"<=",limit:4294967295},schema:4294967295,parentSchema:f,data:t};e===null?
e=[r]:e.push(r),a++}if(t<0||isNaN(t)){let r={instancePath:n+"/defaultErrnoRet",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison:"\
>=",limit:0},schema:0,parentSchema:f,data:t};e===null?e=[r]:e.push(r),a++}}}if(i.architectures!==void 0){let t=i.architectures;if(Array.isArray(t)){let r=t.length;
for(let s=0;s<r;s++){let p=t[s];if(typeof p!="string"){let o={instancePath:n+"/architectures/"+s,schemaPath:"defs-linux.json#/definitions/SeccompArch/type",keyword:"\
type",params:{type:"string"},schema:De.type,parentSchema:De,data:p};e===null?e=[o]:e.push(o),a++}if(!(p==="SCMP_ARCH_X86"||p==="SCMP_ARCH_X86_64"||p==="SCMP_ARC\
H_X32"||p==="SCMP_ARCH_ARM"||p==="SCMP_ARCH_AARCH64"||p==="SCMP_ARCH_LOONGARCH64"||p==="SCMP_ARCH_M68K"||p==="SCMP_ARCH_MIPS"||p==="SCMP_ARCH_MIPS64"||p==="SCMP\
_ARCH_MIPS64N32"||p==="SCMP_ARCH_MIPSEL"||p==="SCMP_ARCH_MIPSEL64"||p==="SCMP_ARCH_MIPSEL64N32"||p==="SCMP_ARCH_PPC"||p==="SCMP_ARCH_PPC64"||p==="SCMP_ARCH_PPC6\
4LE"||p==="SCMP_ARCH_S390"||p==="SCMP_ARCH_S390X"||p==="SCMP_ARCH_SH"||p==="SCMP_ARCH_SHEB"||p==="SCMP_ARCH_PARISC"||p==="SCMP_ARCH_PARISC64"||p==="SCMP_ARCH_RI\
SCV64")){let o={instancePath:n+"/architectures/"+s,schemaPath:"defs-linux.json#/definitions/SeccompArch/enum",keyword:"enum",params:{allowedValues:De.enum},schema:De.
enum,parentSchema:De,data:p};e===null?e=[o]:e.push(o),a++}}}else{let r={instancePath:n+"/architectures",schemaPath:"#/properties/architectures/type",keyword:"ty\
pe",params:{type:"array"},schema:R.properties.architectures.type,parentSchema:R.properties.architectures,data:t};e===null?e=[r]:e.push(r),a++}}if(i.flags!==void 0){
let t=i.flags;if(Array.isArray(t)){let r=t.length;for(let s=0;s<r;s++){let p=t[s];if(typeof p!="string"){let o={instancePath:n+"/flags/"+s,schemaPath:"defs-linu\
x.json#/definitions/SeccompFlag/type",keyword:"type",params:{type:"string"},schema:_e.type,parentSchema:_e,data:p};e===null?e=[o]:e.push(o),a++}if(!(p==="SECCOM\
P_FILTER_FLAG_TSYNC"||p==="SECCOMP_FILTER_FLAG_LOG"||p==="SECCOMP_FILTER_FLAG_SPEC_ALLOW"||p==="SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV")){let o={instancePath:n+
"/flags/"+s,schemaPath:"defs-linux.json#/definitions/SeccompFlag/enum",keyword:"enum",params:{allowedValues:_e.enum},schema:_e.enum,parentSchema:_e,data:p};e===
null?e=[o]:e.push(o),a++}}}else{let r={instancePath:n+"/flags",schemaPath:"#/properties/flags/type",keyword:"type",params:{type:"array"},schema:R.properties.flags.
type,parentSchema:R.properties.flags,data:t};e===null?e=[r]:e.push(r),a++}}if(i.listenerPath!==void 0){let t=i.listenerPath;if(typeof t!="string"){let r={instancePath:n+
"/listenerPath",schemaPath:"#/properties/listenerPath/type",keyword:"type",params:{type:"string"},schema:R.properties.listenerPath.type,parentSchema:R.properties.
listenerPath,data:t};e===null?e=[r]:e.push(r),a++}}if(i.listenerMetadata!==void 0){let t=i.listenerMetadata;if(typeof t!="string"){let r={instancePath:n+"/liste\
nerMetadata",schemaPath:"#/properties/listenerMetadata/type",keyword:"type",params:{type:"string"},schema:R.properties.listenerMetadata.type,parentSchema:R.properties.
listenerMetadata,data:t};e===null?e=[r]:e.push(r),a++}}if(i.syscalls!==void 0){let t=i.syscalls;if(Array.isArray(t)){let r=t.length;for(let s=0;s<r;s++)We(t[s],
{instancePath:n+"/syscalls/"+s,parentData:t,parentDataProperty:s,rootData:l})||(e=e===null?We.errors:e.concat(We.errors),a=e.length)}else{let r={instancePath:n+
"/syscalls",schemaPath:"#/properties/syscalls/type",keyword:"type",params:{type:"array"},schema:R.properties.syscalls.type,parentSchema:R.properties.syscalls,data:t};
e===null?e=[r]:e.push(r),a++}}}else{let t={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:R.type,parentSchema:R,data:i};e===null?
e=[t]:e.push(t),a++}return Ke.errors=e,a===0}var je={type:"object",properties:{mode:{$ref:"defs-linux.json#/definitions/MemoryPolicyMode"},nodes:{type:"string"},
flags:{type:"array",items:{$ref:"defs-linux.json#/definitions/MemoryPolicyFlag"}}}},Me={type:"string",enum:["MPOL_DEFAULT","MPOL_BIND","MPOL_INTERLEAVE","MPOL_W\
EIGHTED_INTERLEAVE","MPOL_PREFERRED","MPOL_PREFERRED_MANY","MPOL_LOCAL"]},$e={type:"string",enum:["MPOL_F_NUMA_BALANCING","MPOL_F_RELATIVE_NODES","MPOL_F_STATIC\
_NODES"]};function Xe(i,{instancePath:n="",parentData:S,parentDataProperty:w,rootData:l=i}={}){let e=null,a=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.
mode!==void 0){let t=i.mode;if(typeof t!="string"){let r={instancePath:n+"/mode",schemaPath:"defs-linux.json#/definitions/MemoryPolicyMode/type",keyword:"type",
params:{type:"string"},schema:Me.type,parentSchema:Me,data:t};e===null?e=[r]:e.push(r),a++}if(!(t==="MPOL_DEFAULT"||t==="MPOL_BIND"||t==="MPOL_INTERLEAVE"||t===
"MPOL_WEIGHTED_INTERLEAVE"||t==="MPOL_PREFERRED"||t==="MPOL_PREFERRED_MANY"||t==="MPOL_LOCAL")){let r={instancePath:n+"/mode",schemaPath:"defs-linux.json#/defin\
itions/MemoryPolicyMode/enum",keyword:"enum",params:{allowedValues:Me.enum},schema:Me.enum,parentSchema:Me,data:t};e===null?e=[r]:e.push(r),a++}}if(i.nodes!==void 0){
let t=i.nodes;if(typeof t!="string"){let r={instancePath:n+"/nodes",schemaPath:"#/properties/nodes/type",keyword:"type",params:{type:"string"},schema:je.properties.
nodes.type,parentSchema:je.properties.nodes,data:t};e===null?e=[r]:e.push(r),a++}}if(i.flags!==void 0){let t=i.flags;if(Array.isArray(t)){let r=t.length;for(let s=0;s<
r;s++){let p=t[s];if(typeof p!="string"){let o={instancePath:n+"/flags/"+s,schemaPath:"defs-linux.json#/definitions/MemoryPolicyFlag/type",keyword:"type",params:{
type:"string"},schema:$e.type,parentSchema:$e,data:p};e===null?e=[o]:e.push(o),a++}if(!(p==="MPOL_F_NUMA_BALANCING"||p==="MPOL_F_RELATIVE_NODES"||p==="MPOL_F_ST\
ATIC_NODES")){let o={instancePath:n+"/flags/"+s,schemaPath:"defs-linux.json#/definitions/MemoryPolicyFlag/enum",keyword:"enum",params:{allowedValues:$e.enum},schema:$e.
enum,parentSchema:$e,data:p};e===null?e=[o]:e.push(o),a++}}}else{let r={instancePath:n+"/flags",schemaPath:"#/properties/flags/type",keyword:"type",params:{type:"\
array"},schema:je.properties.flags.type,parentSchema:je.properties.flags,data:t};e===null?e=[r]:e.push(r),a++}}}else{let t={instancePath:n,schemaPath:"#/type",keyword:"\
type",params:{type:"object"},schema:je.type,parentSchema:je,data:i};e===null?e=[t]:e.push(t),a++}return Xe.errors=e,a===0}var ht=new RegExp("^MB:[^\\n]*$","u");
function Qe(i,{instancePath:n="",parentData:S,parentDataProperty:w,rootData:l=i}={}){let e=null,a=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.namespaces!==
void 0){let t=i.namespaces;if(Array.isArray(t)){let r=t.length;for(let s=0;s<r;s++)Te(t[s],{instancePath:n+"/namespaces/"+s,parentData:t,parentDataProperty:s,rootData:l})||
(e=e===null?Te.errors:e.concat(Te.errors),a=e.length)}else{let r={instancePath:n+"/namespaces",schemaPath:"#/properties/namespaces/type",keyword:"type",params:{
type:"array"},schema:A.properties.namespaces.type,parentSchema:A.properties.namespaces,data:t};e===null?e=[r]:e.push(r),a++}}if(i.uidMappings!==void 0){let t=i.
uidMappings;if(Array.isArray(t)){let r=t.length;for(let s=0;s<r;s++)J(t[s],{instancePath:n+"/uidMappings/"+s,parentData:t,parentDataProperty:s,rootData:l})||(e=
e===null?J.errors:e.concat(J.errors),a=e.length)}else{let r={instancePath:n+"/uidMappings",schemaPath:"#/properties/uidMappings/type",keyword:"type",params:{type:"\
array"},schema:A.properties.uidMappings.type,parentSchema:A.properties.uidMappings,data:t};e===null?e=[r]:e.push(r),a++}}if(i.gidMappings!==void 0){let t=i.gidMappings;
if(Array.isArray(t)){let r=t.length;for(let s=0;s<r;s++)J(t[s],{instancePath:n+"/gidMappings/"+s,parentData:t,parentDataProperty:s,rootData:l})||(e=e===null?J.errors:
e.concat(J.errors),a=e.length)}else{let r={instancePath:n+"/gidMappings",schemaPath:"#/properties/gidMappings/type",keyword:"type",params:{type:"array"},schema:A.
properties.gidMappings.type,parentSchema:A.properties.gidMappings,data:t};e===null?e=[r]:e.push(r),a++}}if(i.timeOffsets!==void 0&&(He(i.timeOffsets,{instancePath:n+
"/timeOffsets",parentData:i,parentDataProperty:"timeOffsets",rootData:l})||(e=e===null?He.errors:e.concat(He.errors),a=e.length)),i.devices!==void 0){let t=i.devices;
if(Array.isArray(t)){let r=t.length;for(let s=0;s<r;s++)Be(t[s],{instancePath:n+"/devices/"+s,parentData:t,parentDataProperty:s,rootData:l})||(e=e===null?Be.errors:
e.concat(Be.errors),a=e.length)}else{let r={instancePath:n+"/devices",schemaPath:"#/properties/devices/type",keyword:"type",params:{type:"array"},schema:A.properties.
devices.type,parentSchema:A.properties.devices,data:t};e===null?e=[r]:e.push(r),a++}}if(i.netDevices!==void 0){let t=i.netDevices;if(t&&typeof t=="object"&&!Array.
isArray(t))for(let r in t){let s=t[r];if(s&&typeof s=="object"&&!Array.isArray(s)){if(s.name!==void 0){let p=s.name;if(typeof p!="string"){let o={instancePath:n+
"/netDevices/"+r.replace(/~/g,"~0").replace(/\//g,"~1")+"/name",schemaPath:"defs-linux.json#/definitions/NetDevice/properties/name/type",keyword:"type",params:{
type:"string"},schema:Le.properties.name.type,parentSchema:Le.properties.name,data:p};e===null?e=[o]:e.push(o),a++}}}else{let p={instancePath:n+"/netDevices/"+r.
replace(/~/g,"~0").replace(/\//g,"~1"),schemaPath:"defs-linux.json#/definitions/NetDevice/type",keyword:"type",params:{type:"object"},schema:Le.type,parentSchema:Le,
data:s};e===null?e=[p]:e.push(p),a++}}else{let r={instancePath:n+"/netDevices",schemaPath:"#/properties/netDevices/type",keyword:"type",params:{type:"object"},schema:A.
properties.netDevices.type,parentSchema:A.properties.netDevices,data:t};e===null?e=[r]:e.push(r),a++}}if(i.cgroupsPath!==void 0){let t=i.cgroupsPath;if(typeof t!=
"string"){let r={instancePath:n+"/cgroupsPath",schemaPath:"#/properties/cgroupsPath/type",keyword:"type",params:{type:"string"},schema:A.properties.cgroupsPath.
type,parentSchema:A.properties.cgroupsPath,data:t};e===null?e=[r]:e.push(r),a++}}if(i.resources!==void 0&&(Ge(i.resources,{instancePath:n+"/resources",parentData:i,
parentDataProperty:"resources",rootData:l})||(e=e===null?Ge.errors:e.concat(Ge.errors),a=e.length)),i.rootfsPropagation!==void 0){let t=i.rootfsPropagation;if(typeof t!=
"string"){let r={instancePath:n+"/rootfsPropagation",schemaPath:"defs-linux.json#/definitions/RootfsPropagation/type",keyword:"type",params:{type:"string"},schema:ve.
type,parentSchema:ve,data:t};e===null?e=[r]:e.push(r),a++}if(!(t==="private"||t==="shared"||t==="slave"||t==="unbindable"||t==="rprivate"||t==="rshared"||t==="r\
slave"||t==="runbindable")){let r={instancePath:n+"/rootfsPropagation",schemaPath:"defs-linux.json#/definitions/RootfsPropagation/enum",keyword:"enum",params:{allowedValues:ve.
enum},schema:ve.enum,parentSchema:ve,data:t};e===null?e=[r]:e.push(r),a++}}if(i.seccomp!==void 0&&(Ke(i.seccomp,{instancePath:n+"/seccomp",parentData:i,parentDataProperty:"\
seccomp",rootData:l})||(e=e===null?Ke.errors:e.concat(Ke.errors),a=e.length)),i.sysctl!==void 0){let t=i.sysctl;if(t&&typeof t=="object"&&!Array.isArray(t)){for(let r in t)
if(tt.test(r)){let s=t[r];if(typeof s!="string"){let p={instancePath:n+"/sysctl/"+r.replace(/~/g,"~0").replace(/\//g,"~1"),schemaPath:"defs.json#/definitions/st\
ringMap/patternProperties/./type",keyword:"type",params:{type:"string"},schema:L.patternProperties["."].type,parentSchema:L.patternProperties["."],data:s};e===null?
e=[p]:e.push(p),a++}}}else{let r={instancePath:n+"/sysctl",schemaPath:"defs.json#/definitions/stringMap/type",keyword:"type",params:{type:"object"},schema:L.type,
parentSchema:L,data:t};e===null?e=[r]:e.push(r),a++}}if(i.maskedPaths!==void 0){let t=i.maskedPaths;if(Array.isArray(t)){let r=t.length;for(let s=0;s<r;s++){let p=t[s];
if(typeof p!="string"){let o={instancePath:n+"/maskedPaths/"+s,schemaPath:"#/properties/maskedPaths/items/type",keyword:"type",params:{type:"string"},schema:A.properties.
maskedPaths.items.type,parentSchema:A.properties.maskedPaths.items,data:p};e===null?e=[o]:e.push(o),a++}}}else{let r={instancePath:n+"/maskedPaths",schemaPath:"\
#/properties/maskedPaths/type",keyword:"type",params:{type:"array"},schema:A.properties.maskedPaths.type,parentSchema:A.properties.maskedPaths,data:t};e===null?
e=[r]:e.push(r),a++}}if(i.readonlyPaths!==void 0){let t=i.readonlyPaths;if(Array.isArray(t)){let r=t.length;for(let s=0;s<r;s++){let p=t[s];if(typeof p!="string"){
let o={instancePath:n+"/readonlyPaths/"+s,schemaPath:"#/properties/readonlyPaths/items/type",keyword:"type",params:{type:"string"},schema:A.properties.readonlyPaths.
items.type,parentSchema:A.properties.readonlyPaths.items,data:p};e===null?e=[o]:e.push(o),a++}}}else{let r={instancePath:n+"/readonlyPaths",schemaPath:"#/proper\
ties/readonlyPaths/type",keyword:"type",params:{type:"array"},schema:A.properties.readonlyPaths.type,parentSchema:A.properties.readonlyPaths,data:t};e===null?e=
[r]:e.push(r),a++}}if(i.mountLabel!==void 0){let t=i.mountLabel;if(typeof t!="string"){let r={instancePath:n+"/mountLabel",schemaPath:"#/properties/mountLabel/t\
ype",keyword:"type",params:{type:"string"},schema:A.properties.mountLabel.type,parentSchema:A.properties.mountLabel,data:t};e===null?e=[r]:e.push(r),a++}}if(i.intelRdt!==
void 0){let t=i.intelRdt;if(t&&typeof t=="object"&&!Array.isArray(t)){if(t.closID!==void 0){let r=t.closID;if(typeof r!="string"){let s={instancePath:n+"/intelR\
dt/closID",schemaPath:"#/definitions/IntelRdt/properties/closID/type",keyword:"type",params:{type:"string"},schema:I.properties.closID.type,parentSchema:I.properties.
closID,data:r};e===null?e=[s]:e.push(s),a++}}if(t.schemata!==void 0){let r=t.schemata;if(Array.isArray(r)){let s=r.length;for(let p=0;p<s;p++){let o=r[p];if(typeof o!=
"string"){let m={instancePath:n+"/intelRdt/schemata/"+p,schemaPath:"#/definitions/IntelRdt/properties/schemata/items/type",keyword:"type",params:{type:"string"},
schema:I.properties.schemata.items.type,parentSchema:I.properties.schemata.items,data:o};e===null?e=[m]:e.push(m),a++}}}else{let s={instancePath:n+"/intelRdt/sc\
hemata",schemaPath:"#/definitions/IntelRdt/properties/schemata/type",keyword:"type",params:{type:"array"},schema:I.properties.schemata.type,parentSchema:I.properties.
schemata,data:r};e===null?e=[s]:e.push(s),a++}}if(t.l3CacheSchema!==void 0){let r=t.l3CacheSchema;if(typeof r!="string"){let s={instancePath:n+"/intelRdt/l3Cach\
eSchema",schemaPath:"#/definitions/IntelRdt/properties/l3CacheSchema/type",keyword:"type",params:{type:"string"},schema:I.properties.l3CacheSchema.type,parentSchema:I.
properties.l3CacheSchema,data:r};e===null?e=[s]:e.push(s),a++}}if(t.memBwSchema!==void 0){let r=t.memBwSchema;if(typeof r=="string"){if(!ht.test(r)){let s={instancePath:n+
"/intelRdt/memBwSchema",schemaPath:"#/definitions/IntelRdt/properties/memBwSchema/pattern",keyword:"pattern",params:{pattern:"^MB:[^\\n]*$"},schema:"^MB:[^\\n]*$",
parentSchema:I.properties.memBwSchema,data:r};e===null?e=[s]:e.push(s),a++}}else{let s={instancePath:n+"/intelRdt/memBwSchema",schemaPath:"#/definitions/IntelRd\
t/properties/memBwSchema/type",keyword:"type",params:{type:"string"},schema:I.properties.memBwSchema.type,parentSchema:I.properties.memBwSchema,data:r};e===null?
e=[s]:e.push(s),a++}}if(t.enableMonitoring!==void 0){let r=t.enableMonitoring;if(typeof r!="boolean"){let s={instancePath:n+"/intelRdt/enableMonitoring",schemaPath:"\
#/definitions/IntelRdt/properties/enableMonitoring/type",keyword:"type",params:{type:"boolean"},schema:I.properties.enableMonitoring.type,parentSchema:I.properties.
enableMonitoring,data:r};e===null?e=[s]:e.push(s),a++}}}else{let r={instancePath:n+"/intelRdt",schemaPath:"#/definitions/IntelRdt/type",keyword:"type",params:{type:"\
object"},schema:I.type,parentSchema:I,data:t};e===null?e=[r]:e.push(r),a++}}if(i.memoryPolicy!==void 0&&(Xe(i.memoryPolicy,{instancePath:n+"/memoryPolicy",parentData:i,
parentDataProperty:"memoryPolicy",rootData:l})||(e=e===null?Xe.errors:e.concat(Xe.errors),a=e.length)),i.personality!==void 0){let t=i.personality;if(t&&typeof t==
"object"&&!Array.isArray(t)){if(t.domain!==void 0){let r=t.domain;if(typeof r!="string"){let s={instancePath:n+"/personality/domain",schemaPath:"defs-linux.json\
#/definitions/Personality/properties/domain/type",keyword:"type",params:{type:"string"},schema:H.properties.domain.type,parentSchema:H.properties.domain,data:r};
e===null?e=[s]:e.push(s),a++}if(!(r==="LINUX"||r==="LINUX32")){let s={instancePath:n+"/personality/domain",schemaPath:"defs-linux.json#/definitions/Personality/\
properties/domain/enum",keyword:"enum",params:{allowedValues:H.properties.domain.enum},schema:H.properties.domain.enum,parentSchema:H.properties.domain,data:r};
e===null?e=[s]:e.push(s),a++}}if(t.flags!==void 0){let r=t.flags;if(Array.isArray(r)){let s=r.length;for(let p=0;p<s;p++){let o=r[p];if(typeof o!="string"){let m={
instancePath:n+"/personality/flags/"+p,schemaPath:"defs-linux.json#/definitions/Personality/properties/flags/items/type",keyword:"type",params:{type:"string"},schema:H.
properties.flags.items.type,parentSchema:H.properties.flags.items,data:o};e===null?e=[m]:e.push(m),a++}}}else{let s={instancePath:n+"/personality/flags",schemaPath:"\
defs-linux.json#/definitions/Personality/properties/flags/type",keyword:"type",params:{type:"array"},schema:H.properties.flags.type,parentSchema:H.properties.flags,
data:r};e===null?e=[s]:e.push(s),a++}}}else{let r={instancePath:n+"/personality",schemaPath:"defs-linux.json#/definitions/Personality/type",keyword:"type",params:{
type:"object"},schema:H.type,parentSchema:H,data:t};e===null?e=[r]:e.push(r),a++}}}else{let t={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"o\
bject"},schema:A.type,parentSchema:A,data:i};e===null?e=[t]:e.push(t),a++}return Qe.errors=e,a===0}var g={$schema:"http://json-schema.org/draft-07/schema#",$id:"\
config-vm.json",type:"object",required:["kernel"],properties:{hypervisor:{type:"object",required:["path"],properties:{path:{type:"string"},parameters:{$ref:"def\
s.json#/definitions/strings"}}},kernel:{type:"object",required:["path"],properties:{path:{type:"string"},parameters:{$ref:"defs.json#/definitions/strings"},initrd:{
type:"string"}}},image:{type:"object",required:["path","format"],properties:{path:{type:"string"},format:{type:"string",enum:["raw","qcow2","vdi","vmdk","vhd"]}}},
hwConfig:{type:"object",properties:{deviceTree:{type:"string"},vcpus:{$ref:"defs.json#/definitions/uint32"},memory:{$ref:"defs.json#/definitions/uint64"},dtdevs:{
$ref:"defs.json#/definitions/strings"},iomems:{type:"array",items:{type:"object",required:["firstMFN","nrMFNs"],properties:{firstGFN:{$ref:"defs.json#/definitio\
ns/uint64"},firstMFN:{$ref:"defs.json#/definitions/uint64"},nrMFNs:{$ref:"defs.json#/definitions/uint64"}}}},irqs:{type:"array",items:{$ref:"defs.json#/definiti\
ons/uint32"}}}}}},k={type:"array",items:{type:"string"}};function Ye(i,{instancePath:n="",parentData:S,parentDataProperty:w,rootData:l=i}={}){let e=null,a=0;if(i&&
typeof i=="object"&&!Array.isArray(i)){if(i.kernel===void 0){let t={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"kernel"},
schema:g.required,parentSchema:g,data:i};e===null?e=[t]:e.push(t),a++}if(i.hypervisor!==void 0){let t=i.hypervisor;if(t&&typeof t=="object"&&!Array.isArray(t)){
if(t.path===void 0){let r={instancePath:n+"/hypervisor",schemaPath:"#/properties/hypervisor/required",keyword:"required",params:{missingProperty:"path"},schema:g.
properties.hypervisor.required,parentSchema:g.properties.hypervisor,data:t};e===null?e=[r]:e.push(r),a++}if(t.path!==void 0){let r=t.path;if(typeof r!="string"){
let s={instancePath:n+"/hypervisor/path",schemaPath:"#/properties/hypervisor/properties/path/type",keyword:"type",params:{type:"string"},schema:g.properties.hypervisor.
properties.path.type,parentSchema:g.properties.hypervisor.properties.path,data:r};e===null?e=[s]:e.push(s),a++}}if(t.parameters!==void 0){let r=t.parameters;if(Array.
isArray(r)){let s=r.length;for(let p=0;p<s;p++){let o=r[p];if(typeof o!="string"){let m={instancePath:n+"/hypervisor/parameters/"+p,schemaPath:"defs.json#/defin\
itions/strings/items/type",keyword:"type",params:{type:"string"},schema:k.items.type,parentSchema:k.items,data:o};e===null?e=[m]:e.push(m),a++}}}else{let s={instancePath:n+
"/hypervisor/parameters",schemaPath:"defs.json#/definitions/strings/type",keyword:"type",params:{type:"array"},schema:k.type,parentSchema:k,data:r};e===null?e=[
s]:e.push(s),a++}}}else{let r={instancePath:n+"/hypervisor",schemaPath:"#/properties/hypervisor/type",keyword:"type",params:{type:"object"},schema:g.properties.
hypervisor.type,parentSchema:g.properties.hypervisor,data:t};e===null?e=[r]:e.push(r),a++}}if(i.kernel!==void 0){let t=i.kernel;if(t&&typeof t=="object"&&!Array.
isArray(t)){if(t.path===void 0){let r={instancePath:n+"/kernel",schemaPath:"#/properties/kernel/required",keyword:"required",params:{missingProperty:"path"},schema:g.
properties.kernel.required,parentSchema:g.properties.kernel,data:t};e===null?e=[r]:e.push(r),a++}if(t.path!==void 0){let r=t.path;if(typeof r!="string"){let s={
instancePath:n+"/kernel/path",schemaPath:"#/properties/kernel/properties/path/type",keyword:"type",params:{type:"string"},schema:g.properties.kernel.properties.
path.type,parentSchema:g.properties.kernel.properties.path,data:r};e===null?e=[s]:e.push(s),a++}}if(t.parameters!==void 0){let r=t.parameters;if(Array.isArray(r)){
let s=r.length;for(let p=0;p<s;p++){let o=r[p];if(typeof o!="string"){let m={instancePath:n+"/kernel/parameters/"+p,schemaPath:"defs.json#/definitions/strings/i\
tems/type",keyword:"type",params:{type:"string"},schema:k.items.type,parentSchema:k.items,data:o};e===null?e=[m]:e.push(m),a++}}}else{let s={instancePath:n+"/ke\
rnel/parameters",schemaPath:"defs.json#/definitions/strings/type",keyword:"type",params:{type:"array"},schema:k.type,parentSchema:k,data:r};e===null?e=[s]:e.push(
s),a++}}if(t.initrd!==void 0){let r=t.initrd;if(typeof r!="string"){let s={instancePath:n+"/kernel/initrd",schemaPath:"#/properties/kernel/properties/initrd/typ\
e",keyword:"type",params:{type:"string"},schema:g.properties.kernel.properties.initrd.type,parentSchema:g.properties.kernel.properties.initrd,data:r};e===null?e=
[s]:e.push(s),a++}}}else{let r={instancePath:n+"/kernel",schemaPath:"#/properties/kernel/type",keyword:"type",params:{type:"object"},schema:g.properties.kernel.
type,parentSchema:g.properties.kernel,data:t};e===null?e=[r]:e.push(r),a++}}if(i.image!==void 0){let t=i.image;if(t&&typeof t=="object"&&!Array.isArray(t)){if(t.
path===void 0){let r={instancePath:n+"/image",schemaPath:"#/properties/image/required",keyword:"required",params:{missingProperty:"path"},schema:g.properties.image.
required,parentSchema:g.properties.image,data:t};e===null?e=[r]:e.push(r),a++}if(t.format===void 0){let r={instancePath:n+"/image",schemaPath:"#/properties/imag\
e/required",keyword:"required",params:{missingProperty:"format"},schema:g.properties.image.required,parentSchema:g.properties.image,data:t};e===null?e=[r]:e.push(
r),a++}if(t.path!==void 0){let r=t.path;if(typeof r!="string"){let s={instancePath:n+"/image/path",schemaPath:"#/properties/image/properties/path/type",keyword:"\
type",params:{type:"string"},schema:g.properties.image.properties.path.type,parentSchema:g.properties.image.properties.path,data:r};e===null?e=[s]:e.push(s),a++}}
if(t.format!==void 0){let r=t.format;if(typeof r!="string"){let s={instancePath:n+"/image/format",schemaPath:"#/properties/image/properties/format/type",keyword:"\
type",params:{type:"string"},schema:g.properties.image.properties.format.type,parentSchema:g.properties.image.properties.format,data:r};e===null?e=[s]:e.push(s),
a++}if(!(r==="raw"||r==="qcow2"||r==="vdi"||r==="vmdk"||r==="vhd")){let s={instancePath:n+"/image/format",schemaPath:"#/properties/image/properties/format/enum",
keyword:"enum",params:{allowedValues:g.properties.image.properties.format.enum},schema:g.properties.image.properties.format.enum,parentSchema:g.properties.image.
properties.format,data:r};e===null?e=[s]:e.push(s),a++}}}else{let r={instancePath:n+"/image",schemaPath:"#/properties/image/type",keyword:"type",params:{type:"o\
bject"},schema:g.properties.image.type,parentSchema:g.properties.image,data:t};e===null?e=[r]:e.push(r),a++}}if(i.hwConfig!==void 0){let t=i.hwConfig;if(t&&typeof t==
"object"&&!Array.isArray(t)){if(t.deviceTree!==void 0){let r=t.deviceTree;if(typeof r!="string"){let s={instancePath:n+"/hwConfig/deviceTree",schemaPath:"#/prop\
erties/hwConfig/properties/deviceTree/type",keyword:"type",params:{type:"string"},schema:g.properties.hwConfig.properties.deviceTree.type,parentSchema:g.properties.
hwConfig.properties.deviceTree,data:r};e===null?e=[s]:e.push(s),a++}}if(t.vcpus!==void 0){let r=t.vcpus;if(!(typeof r=="number"&&!(r%1)&&!isNaN(r)&&isFinite(r))){
let s={instancePath:n+"/hwConfig/vcpus",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:f.type,parentSchema:f,data:r};
e===null?e=[s]:e.push(s),a++}if(typeof r=="number"&&isFinite(r)){if(r>4294967295||isNaN(r)){let s={instancePath:n+"/hwConfig/vcpus",schemaPath:"defs.json#/defin\
itions/uint32/maximum",keyword:"maximum",params:{comparison:"<=",limit:4294967295},schema:4294967295,parentSchema:f,data:r};e===null?e=[s]:e.push(s),a++}if(r<0||
isNaN(r)){let s={instancePath:n+"/hwConfig/vcpus",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,
parentSchema:f,data:r};e===null?e=[s]:e.push(s),a++}}}if(t.memory!==void 0){let r=t.memory;if(typeof r=="bigint"?r<0n||r>18446744073709551615n:typeof r!="number"||
r%1!==0||r<0||r>18446744073709552e3){let s={instancePath:n+"/hwConfig/memory",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},
schema:d.integer64,parentSchema:d,data:r};e===null?e=[s]:e.push(s),a++}}if(t.dtdevs!==void 0){let r=t.dtdevs;if(Array.isArray(r)){let s=r.length;for(let p=0;p<s;p++){
let o=r[p];if(typeof o!="string"){let m={instancePath:n+"/hwConfig/dtdevs/"+p,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{type:"\
string"},schema:k.items.type,parentSchema:k.items,data:o};e===null?e=[m]:e.push(m),a++}}}else{let s={instancePath:n+"/hwConfig/dtdevs",schemaPath:"defs.json#/de\
finitions/strings/type",keyword:"type",params:{type:"array"},schema:k.type,parentSchema:k,data:r};e===null?e=[s]:e.push(s),a++}}if(t.iomems!==void 0){let r=t.iomems;
if(Array.isArray(r)){let s=r.length;for(let p=0;p<s;p++){let o=r[p];if(o&&typeof o=="object"&&!Array.isArray(o)){if(o.firstMFN===void 0){let m={instancePath:n+"\
/hwConfig/iomems/"+p,schemaPath:"#/properties/hwConfig/properties/iomems/items/required",keyword:"required",params:{missingProperty:"firstMFN"},schema:g.properties.
hwConfig.properties.iomems.items.required,parentSchema:g.properties.hwConfig.properties.iomems.items,data:o};e===null?e=[m]:e.push(m),a++}if(o.nrMFNs===void 0){
let m={instancePath:n+"/hwConfig/iomems/"+p,schemaPath:"#/properties/hwConfig/properties/iomems/items/required",keyword:"required",params:{missingProperty:"nrMF\
Ns"},schema:g.properties.hwConfig.properties.iomems.items.required,parentSchema:g.properties.hwConfig.properties.iomems.items,data:o};e===null?e=[m]:e.push(m),a++}
if(o.firstGFN!==void 0){let m=o.firstGFN;if(typeof m=="bigint"?m<0n||m>18446744073709551615n:typeof m!="number"||m%1!==0||m<0||m>18446744073709552e3){let u={instancePath:n+
"/hwConfig/iomems/"+p+"/firstGFN",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},schema:d.integer64,parentSchema:d,data:m};e===
null?e=[u]:e.push(u),a++}}if(o.firstMFN!==void 0){let m=o.firstMFN;if(typeof m=="bigint"?m<0n||m>18446744073709551615n:typeof m!="number"||m%1!==0||m<0||m>18446744073709552e3){
let u={instancePath:n+"/hwConfig/iomems/"+p+"/firstMFN",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},schema:d.integer64,parentSchema:d,
data:m};e===null?e=[u]:e.push(u),a++}}if(o.nrMFNs!==void 0){let m=o.nrMFNs;if(typeof m=="bigint"?m<0n||m>18446744073709551615n:typeof m!="number"||m%1!==0||m<0||
m>18446744073709552e3){let u={instancePath:n+"/hwConfig/iomems/"+p+"/nrMFNs",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},
schema:d.integer64,parentSchema:d,data:m};e===null?e=[u]:e.push(u),a++}}}else{let m={instancePath:n+"/hwConfig/iomems/"+p,schemaPath:"#/properties/hwConfig/prop\
erties/iomems/items/type",keyword:"type",params:{type:"object"},schema:g.properties.hwConfig.properties.iomems.items.type,parentSchema:g.properties.hwConfig.properties.
iomems.items,data:o};e===null?e=[m]:e.push(m),a++}}}else{let s={instancePath:n+"/hwConfig/iomems",schemaPath:"#/properties/hwConfig/properties/iomems/type",keyword:"\
type",params:{type:"array"},schema:g.properties.hwConfig.properties.iomems.type,parentSchema:g.properties.hwConfig.properties.iomems,data:r};e===null?e=[s]:e.push(
s),a++}}if(t.irqs!==void 0){let r=t.irqs;if(Array.isArray(r)){let s=r.length;for(let p=0;p<s;p++){let o=r[p];if(!(typeof o=="number"&&!(o%1)&&!isNaN(o)&&isFinite(
o))){let m={instancePath:n+"/hwConfig/irqs/"+p,schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:f.type,parentSchema:f,
data:o};e===null?e=[m]:e.push(m),a++}if(typeof o=="number"&&isFinite(o)){if(o>4294967295||isNaN(o)){let m={instancePath:n+"/hwConfig/irqs/"+p,schemaPath:"defs.j\
son#/definitions/uint32/maximum",keyword:"maximum",params:{comparison:"<=",limit:4294967295},schema:4294967295,parentSchema:f,data:o};e===null?e=[m]:e.push(m),a++}
if(o<0||isNaN(o)){let m={instancePath:n+"/hwConfig/irqs/"+p,schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison:">=",limit:0},
schema:0,parentSchema:f,data:o};e===null?e=[m]:e.push(m),a++}}}}else{let s={instancePath:n+"/hwConfig/irqs",schemaPath:"#/properties/hwConfig/properties/irqs/ty\
pe",keyword:"type",params:{type:"array"},schema:g.properties.hwConfig.properties.irqs.type,parentSchema:g.properties.hwConfig.properties.irqs,data:r};e===null?e=
[s]:e.push(s),a++}}}else{let r={instancePath:n+"/hwConfig",schemaPath:"#/properties/hwConfig/type",keyword:"type",params:{type:"object"},schema:g.properties.hwConfig.
type,parentSchema:g.properties.hwConfig,data:t};e===null?e=[r]:e.push(r),a++}}}else{let t={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"objec\
t"},schema:g.type,parentSchema:g,data:i};e===null?e=[t]:e.push(t),a++}return Ye.errors=e,a===0}var c={$schema:"http://json-schema.org/draft-07/schema#",$id:"con\
fig-freebsd.json",type:"object",properties:{devices:{type:"array",items:{type:"object",properties:{path:{type:"string"},mode:{type:"integer",minimum:0,maximum:511}}}},
jail:{type:"object",properties:{parent:{type:"string"},host:{type:"string",enum:["new","inherit"]},ip4:{type:"string",enum:["disable","new","inherit"]},ip4Addr:{
$ref:"defs.json#/definitions/strings"},ip6:{type:"string",enum:["disable","new","inherit"]},ip6Addr:{$ref:"defs.json#/definitions/strings"},vnet:{type:"string",
enum:["new","inherit"]},interface:{type:"string"},vnetInterfaces:{$ref:"defs.json#/definitions/strings"},sysvmsg:{type:"string",enum:["disable","new","inherit"]},
sysvsem:{type:"string",enum:["disable","new","inherit"]},sysvshm:{type:"string",enum:["disable","new","inherit"]},enforceStatfs:{$ref:"defs.json#/definitions/ui\
nt8"},allow:{type:"object",properties:{setHostname:{type:"boolean"},rawSockets:{type:"boolean"},chflags:{type:"boolean"},quotas:{type:"boolean"},socketAf:{type:"\
boolean"},mlock:{type:"boolean"},reservedPorts:{type:"boolean"},suser:{type:"boolean"},mount:{$ref:"defs.json#/definitions/strings"}}}}}}},Ee={type:"integer",minimum:0,
maximum:255};function Ze(i,{instancePath:n="",parentData:S,parentDataProperty:w,rootData:l=i}={}){let e=null,a=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.
devices!==void 0){let t=i.devices;if(Array.isArray(t)){let r=t.length;for(let s=0;s<r;s++){let p=t[s];if(p&&typeof p=="object"&&!Array.isArray(p)){if(p.path!==void 0){
let o=p.path;if(typeof o!="string"){let m={instancePath:n+"/devices/"+s+"/path",schemaPath:"#/properties/devices/items/properties/path/type",keyword:"type",params:{
type:"string"},schema:c.properties.devices.items.properties.path.type,parentSchema:c.properties.devices.items.properties.path,data:o};e===null?e=[m]:e.push(m),a++}}
if(p.mode!==void 0){let o=p.mode;if(!(typeof o=="number"&&!(o%1)&&!isNaN(o)&&isFinite(o))){let m={instancePath:n+"/devices/"+s+"/mode",schemaPath:"#/properties/\
devices/items/properties/mode/type",keyword:"type",params:{type:"integer"},schema:c.properties.devices.items.properties.mode.type,parentSchema:c.properties.devices.
items.properties.mode,data:o};e===null?e=[m]:e.push(m),a++}if(typeof o=="number"&&isFinite(o)){if(o>511||isNaN(o)){let m={instancePath:n+"/devices/"+s+"/mode",schemaPath:"\
#/properties/devices/items/properties/mode/maximum",keyword:"maximum",params:{comparison:"<=",limit:511},schema:511,parentSchema:c.properties.devices.items.properties.
mode,data:o};e===null?e=[m]:e.push(m),a++}if(o<0||isNaN(o)){let m={instancePath:n+"/devices/"+s+"/mode",schemaPath:"#/properties/devices/items/properties/mode/m\
inimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:c.properties.devices.items.properties.mode,data:o};e===null?e=[m]:e.push(m),a++}}}}else{
let o={instancePath:n+"/devices/"+s,schemaPath:"#/properties/devices/items/type",keyword:"type",params:{type:"object"},schema:c.properties.devices.items.type,parentSchema:c.
properties.devices.items,data:p};e===null?e=[o]:e.push(o),a++}}}else{let r={instancePath:n+"/devices",schemaPath:"#/properties/devices/type",keyword:"type",params:{
type:"array"},schema:c.properties.devices.type,parentSchema:c.properties.devices,data:t};e===null?e=[r]:e.push(r),a++}}if(i.jail!==void 0){let t=i.jail;if(t&&typeof t==
"object"&&!Array.isArray(t)){if(t.parent!==void 0){let r=t.parent;if(typeof r!="string"){let s={instancePath:n+"/jail/parent",schemaPath:"#/properties/jail/prop\
erties/parent/type",keyword:"type",params:{type:"string"},schema:c.properties.jail.properties.parent.type,parentSchema:c.properties.jail.properties.parent,data:r};
e===null?e=[s]:e.push(s),a++}}if(t.host!==void 0){let r=t.host;if(typeof r!="string"){let s={instancePath:n+"/jail/host",schemaPath:"#/properties/jail/propertie\
s/host/type",keyword:"type",params:{type:"string"},schema:c.properties.jail.properties.host.type,parentSchema:c.properties.jail.properties.host,data:r};e===null?
e=[s]:e.push(s),a++}if(!(r==="new"||r==="inherit")){let s={instancePath:n+"/jail/host",schemaPath:"#/properties/jail/properties/host/enum",keyword:"enum",params:{
allowedValues:c.properties.jail.properties.host.enum},schema:c.properties.jail.properties.host.enum,parentSchema:c.properties.jail.properties.host,data:r};e===null?
e=[s]:e.push(s),a++}}if(t.ip4!==void 0){let r=t.ip4;if(typeof r!="string"){let s={instancePath:n+"/jail/ip4",schemaPath:"#/properties/jail/properties/ip4/type",
keyword:"type",params:{type:"string"},schema:c.properties.jail.properties.ip4.type,parentSchema:c.properties.jail.properties.ip4,data:r};e===null?e=[s]:e.push(s),
a++}if(!(r==="disable"||r==="new"||r==="inherit")){let s={instancePath:n+"/jail/ip4",schemaPath:"#/properties/jail/properties/ip4/enum",keyword:"enum",params:{allowedValues:c.
properties.jail.properties.ip4.enum},schema:c.properties.jail.properties.ip4.enum,parentSchema:c.properties.jail.properties.ip4,data:r};e===null?e=[s]:e.push(s),
a++}}if(t.ip4Addr!==void 0){let r=t.ip4Addr;if(Array.isArray(r)){let s=r.length;for(let p=0;p<s;p++){let o=r[p];if(typeof o!="string"){let m={instancePath:n+"/j\
ail/ip4Addr/"+p,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{type:"string"},schema:k.items.type,parentSchema:k.items,data:o};e===
null?e=[m]:e.push(m),a++}}}else{let s={instancePath:n+"/jail/ip4Addr",schemaPath:"defs.json#/definitions/strings/type",keyword:"type",params:{type:"array"},schema:k.
type,parentSchema:k,data:r};e===null?e=[s]:e.push(s),a++}}if(t.ip6!==void 0){let r=t.ip6;if(typeof r!="string"){let s={instancePath:n+"/jail/ip6",schemaPath:"#/\
properties/jail/properties/ip6/type",keyword:"type",params:{type:"string"},schema:c.properties.jail.properties.ip6.type,parentSchema:c.properties.jail.properties.
ip6,data:r};e===null?e=[s]:e.push(s),a++}if(!(r==="disable"||r==="new"||r==="inherit")){let s={instancePath:n+"/jail/ip6",schemaPath:"#/properties/jail/properti\
es/ip6/enum",keyword:"enum",params:{allowedValues:c.properties.jail.properties.ip6.enum},schema:c.properties.jail.properties.ip6.enum,parentSchema:c.properties.
jail.properties.ip6,data:r};e===null?e=[s]:e.push(s),a++}}if(t.ip6Addr!==void 0){let r=t.ip6Addr;if(Array.isArray(r)){let s=r.length;for(let p=0;p<s;p++){let o=r[p];
if(typeof o!="string"){let m={instancePath:n+"/jail/ip6Addr/"+p,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{type:"string"},schema:k.
items.type,parentSchema:k.items,data:o};e===null?e=[m]:e.push(m),a++}}}else{let s={instancePath:n+"/jail/ip6Addr",schemaPath:"defs.json#/definitions/strings/typ\
e",keyword:"type",params:{type:"array"},schema:k.type,parentSchema:k,data:r};e===null?e=[s]:e.push(s),a++}}if(t.vnet!==void 0){let r=t.vnet;if(typeof r!="string"){
let s={instancePath:n+"/jail/vnet",schemaPath:"#/properties/jail/properties/vnet/type",keyword:"type",params:{type:"string"},schema:c.properties.jail.properties.
vnet.type,parentSchema:c.properties.jail.properties.vnet,data:r};e===null?e=[s]:e.push(s),a++}if(!(r==="new"||r==="inherit")){let s={instancePath:n+"/jail/vnet",
schemaPath:"#/properties/jail/properties/vnet/enum",keyword:"enum",params:{allowedValues:c.properties.jail.properties.vnet.enum},schema:c.properties.jail.properties.
vnet.enum,parentSchema:c.properties.jail.properties.vnet,data:r};e===null?e=[s]:e.push(s),a++}}if(t.interface!==void 0){let r=t.interface;if(typeof r!="string"){
let s={instancePath:n+"/jail/interface",schemaPath:"#/properties/jail/properties/interface/type",keyword:"type",params:{type:"string"},schema:c.properties.jail.
properties.interface.type,parentSchema:c.properties.jail.properties.interface,data:r};e===null?e=[s]:e.push(s),a++}}if(t.vnetInterfaces!==void 0){let r=t.vnetInterfaces;
if(Array.isArray(r)){let s=r.length;for(let p=0;p<s;p++){let o=r[p];if(typeof o!="string"){let m={instancePath:n+"/jail/vnetInterfaces/"+p,schemaPath:"defs.json\
#/definitions/strings/items/type",keyword:"type",params:{type:"string"},schema:k.items.type,parentSchema:k.items,data:o};e===null?e=[m]:e.push(m),a++}}}else{let s={
instancePath:n+"/jail/vnetInterfaces",schemaPath:"defs.json#/definitions/strings/type",keyword:"type",params:{type:"array"},schema:k.type,parentSchema:k,data:r};
e===null?e=[s]:e.push(s),a++}}if(t.sysvmsg!==void 0){let r=t.sysvmsg;if(typeof r!="string"){let s={instancePath:n+"/jail/sysvmsg",schemaPath:"#/properties/jail/\
properties/sysvmsg/type",keyword:"type",params:{type:"string"},schema:c.properties.jail.properties.sysvmsg.type,parentSchema:c.properties.jail.properties.sysvmsg,
data:r};e===null?e=[s]:e.push(s),a++}if(!(r==="disable"||r==="new"||r==="inherit")){let s={instancePath:n+"/jail/sysvmsg",schemaPath:"#/properties/jail/properti\
es/sysvmsg/enum",keyword:"enum",params:{allowedValues:c.properties.jail.properties.sysvmsg.enum},schema:c.properties.jail.properties.sysvmsg.enum,parentSchema:c.
properties.jail.properties.sysvmsg,data:r};e===null?e=[s]:e.push(s),a++}}if(t.sysvsem!==void 0){let r=t.sysvsem;if(typeof r!="string"){let s={instancePath:n+"/j\
ail/sysvsem",schemaPath:"#/properties/jail/properties/sysvsem/type",keyword:"type",params:{type:"string"},schema:c.properties.jail.properties.sysvsem.type,parentSchema:c.
properties.jail.properties.sysvsem,data:r};e===null?e=[s]:e.push(s),a++}if(!(r==="disable"||r==="new"||r==="inherit")){let s={instancePath:n+"/jail/sysvsem",schemaPath:"\
#/properties/jail/properties/sysvsem/enum",keyword:"enum",params:{allowedValues:c.properties.jail.properties.sysvsem.enum},schema:c.properties.jail.properties.sysvsem.
enum,parentSchema:c.properties.jail.properties.sysvsem,data:r};e===null?e=[s]:e.push(s),a++}}if(t.sysvshm!==void 0){let r=t.sysvshm;if(typeof r!="string"){let s={
instancePath:n+"/jail/sysvshm",schemaPath:"#/properties/jail/properties/sysvshm/type",keyword:"type",params:{type:"string"},schema:c.properties.jail.properties.
sysvshm.type,parentSchema:c.properties.jail.properties.sysvshm,data:r};e===null?e=[s]:e.push(s),a++}if(!(r==="disable"||r==="new"||r==="inherit")){let s={instancePath:n+
"/jail/sysvshm",schemaPath:"#/properties/jail/properties/sysvshm/enum",keyword:"enum",params:{allowedValues:c.properties.jail.properties.sysvshm.enum},schema:c.
properties.jail.properties.sysvshm.enum,parentSchema:c.properties.jail.properties.sysvshm,data:r};e===null?e=[s]:e.push(s),a++}}if(t.enforceStatfs!==void 0){let r=t.
enforceStatfs;if(!(typeof r=="number"&&!(r%1)&&!isNaN(r)&&isFinite(r))){let s={instancePath:n+"/jail/enforceStatfs",schemaPath:"defs.json#/definitions/uint8/typ\
e",keyword:"type",params:{type:"integer"},schema:Ee.type,parentSchema:Ee,data:r};e===null?e=[s]:e.push(s),a++}if(typeof r=="number"&&isFinite(r)){if(r>255||isNaN(
r)){let s={instancePath:n+"/jail/enforceStatfs",schemaPath:"defs.json#/definitions/uint8/maximum",keyword:"maximum",params:{comparison:"<=",limit:255},schema:255,
parentSchema:Ee,data:r};e===null?e=[s]:e.push(s),a++}if(r<0||isNaN(r)){let s={instancePath:n+"/jail/enforceStatfs",schemaPath:"defs.json#/definitions/uint8/mini\
mum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:Ee,data:r};e===null?e=[s]:e.push(s),a++}}}if(t.allow!==void 0){let r=t.allow;if(r&&
typeof r=="object"&&!Array.isArray(r)){if(r.setHostname!==void 0){let s=r.setHostname;if(typeof s!="boolean"){let p={instancePath:n+"/jail/allow/setHostname",schemaPath:"\
#/properties/jail/properties/allow/properties/setHostname/type",keyword:"type",params:{type:"boolean"},schema:c.properties.jail.properties.allow.properties.setHostname.
type,parentSchema:c.properties.jail.properties.allow.properties.setHostname,data:s};e===null?e=[p]:e.push(p),a++}}if(r.rawSockets!==void 0){let s=r.rawSockets;if(typeof s!=
"boolean"){let p={instancePath:n+"/jail/allow/rawSockets",schemaPath:"#/properties/jail/properties/allow/properties/rawSockets/type",keyword:"type",params:{type:"\
boolean"},schema:c.properties.jail.properties.allow.properties.rawSockets.type,parentSchema:c.properties.jail.properties.allow.properties.rawSockets,data:s};e===
null?e=[p]:e.push(p),a++}}if(r.chflags!==void 0){let s=r.chflags;if(typeof s!="boolean"){let p={instancePath:n+"/jail/allow/chflags",schemaPath:"#/properties/ja\
il/properties/allow/properties/chflags/type",keyword:"type",params:{type:"boolean"},schema:c.properties.jail.properties.allow.properties.chflags.type,parentSchema:c.
properties.jail.properties.allow.properties.chflags,data:s};e===null?e=[p]:e.push(p),a++}}if(r.quotas!==void 0){let s=r.quotas;if(typeof s!="boolean"){let p={instancePath:n+
"/jail/allow/quotas",schemaPath:"#/properties/jail/properties/allow/properties/quotas/type",keyword:"type",params:{type:"boolean"},schema:c.properties.jail.properties.
allow.properties.quotas.type,parentSchema:c.properties.jail.properties.allow.properties.quotas,data:s};e===null?e=[p]:e.push(p),a++}}if(r.socketAf!==void 0){let s=r.
socketAf;if(typeof s!="boolean"){let p={instancePath:n+"/jail/allow/socketAf",schemaPath:"#/properties/jail/properties/allow/properties/socketAf/type",keyword:"\
type",params:{type:"boolean"},schema:c.properties.jail.properties.allow.properties.socketAf.type,parentSchema:c.properties.jail.properties.allow.properties.socketAf,
data:s};e===null?e=[p]:e.push(p),a++}}if(r.mlock!==void 0){let s=r.mlock;if(typeof s!="boolean"){let p={instancePath:n+"/jail/allow/mlock",schemaPath:"#/propert\
ies/jail/properties/allow/properties/mlock/type",keyword:"type",params:{type:"boolean"},schema:c.properties.jail.properties.allow.properties.mlock.type,parentSchema:c.
properties.jail.properties.allow.properties.mlock,data:s};e===null?e=[p]:e.push(p),a++}}if(r.reservedPorts!==void 0){let s=r.reservedPorts;if(typeof s!="boolean"){
let p={instancePath:n+"/jail/allow/reservedPorts",schemaPath:"#/properties/jail/properties/allow/properties/reservedPorts/type",keyword:"type",params:{type:"boo\
lean"},schema:c.properties.jail.properties.allow.properties.reservedPorts.type,parentSchema:c.properties.jail.properties.allow.properties.reservedPorts,data:s};
e===null?e=[p]:e.push(p),a++}}if(r.suser!==void 0){let s=r.suser;if(typeof s!="boolean"){let p={instancePath:n+"/jail/allow/suser",schemaPath:"#/properties/jail\
/properties/allow/properties/suser/type",keyword:"type",params:{type:"boolean"},schema:c.properties.jail.properties.allow.properties.suser.type,parentSchema:c.properties.
jail.properties.allow.properties.suser,data:s};e===null?e=[p]:e.push(p),a++}}if(r.mount!==void 0){let s=r.mount;if(Array.isArray(s)){let p=s.length;for(let o=0;o<
p;o++){let m=s[o];if(typeof m!="string"){let u={instancePath:n+"/jail/allow/mount/"+o,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{
type:"string"},schema:k.items.type,parentSchema:k.items,data:m};e===null?e=[u]:e.push(u),a++}}}else{let p={instancePath:n+"/jail/allow/mount",schemaPath:"defs.j\
son#/definitions/strings/type",keyword:"type",params:{type:"array"},schema:k.type,parentSchema:k,data:s};e===null?e=[p]:e.push(p),a++}}}else{let s={instancePath:n+
"/jail/allow",schemaPath:"#/properties/jail/properties/allow/type",keyword:"type",params:{type:"object"},schema:c.properties.jail.properties.allow.type,parentSchema:c.
properties.jail.properties.allow,data:r};e===null?e=[s]:e.push(s),a++}}}else{let r={instancePath:n+"/jail",schemaPath:"#/properties/jail/type",keyword:"type",params:{
type:"object"},schema:c.properties.jail.type,parentSchema:c.properties.jail,data:t};e===null?e=[r]:e.push(r),a++}}}else{let t={instancePath:n,schemaPath:"#/type",
keyword:"type",params:{type:"object"},schema:c.type,parentSchema:c,data:i};e===null?e=[t]:e.push(t),a++}return Ze.errors=e,a===0}var h={$schema:"http://json-sch\
ema.org/draft-07/schema#",$id:"config-windows.json",type:"object",required:["layerFolders"],properties:{layerFolders:{type:"array",items:{type:"string"},minItems:1},
devices:{type:"array",items:{type:"object",required:["id","idType"],properties:{id:{type:"string"},idType:{type:"string",enum:["class"]}}}},resources:{type:"obj\
ect",properties:{memory:{type:"object",properties:{limit:{$ref:"defs.json#/definitions/uint64"}}},cpu:{type:"object",properties:{count:{$ref:"defs.json#/definit\
ions/uint64"},shares:{$ref:"defs.json#/definitions/uint16"},maximum:{$ref:"defs.json#/definitions/uint16"},affinity:{type:"object",properties:{mask:{$ref:"defs.\
json#/definitions/uint64"},group:{$ref:"defs.json#/definitions/uint32"}}}}},storage:{type:"object",properties:{iops:{$ref:"defs.json#/definitions/uint64"},bps:{
$ref:"defs.json#/definitions/uint64"},sandboxSize:{$ref:"defs.json#/definitions/uint64"}}}}},network:{type:"object",properties:{endpointList:{$ref:"defs.json#/d\
efinitions/strings"},allowUnqualifiedDNSQuery:{type:"boolean"},DNSSearchList:{$ref:"defs.json#/definitions/strings"},networkSharedContainerName:{type:"string"},
networkNamespace:{type:"string"}}},credentialSpec:{type:"object"},servicing:{type:"boolean"},ignoreFlushesDuringBoot:{type:"boolean"},hyperv:{type:"object",properties:{
utilityVMPath:{type:"string"}}}}};function Je(i,{instancePath:n="",parentData:S,parentDataProperty:w,rootData:l=i}={}){let e=null,a=0;if(i&&typeof i=="object"&&
!Array.isArray(i)){if(i.layerFolders===void 0){let t={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"layerFolders"},schema:h.
required,parentSchema:h,data:i};e===null?e=[t]:e.push(t),a++}if(i.layerFolders!==void 0){let t=i.layerFolders;if(Array.isArray(t)){if(t.length<1){let s={instancePath:n+
"/layerFolders",schemaPath:"#/properties/layerFolders/minItems",keyword:"minItems",params:{limit:1},schema:1,parentSchema:h.properties.layerFolders,data:t};e===
null?e=[s]:e.push(s),a++}let r=t.length;for(let s=0;s<r;s++){let p=t[s];if(typeof p!="string"){let o={instancePath:n+"/layerFolders/"+s,schemaPath:"#/properties\
/layerFolders/items/type",keyword:"type",params:{type:"string"},schema:h.properties.layerFolders.items.type,parentSchema:h.properties.layerFolders.items,data:p};
e===null?e=[o]:e.push(o),a++}}}else{let r={instancePath:n+"/layerFolders",schemaPath:"#/properties/layerFolders/type",keyword:"type",params:{type:"array"},schema:h.
properties.layerFolders.type,parentSchema:h.properties.layerFolders,data:t};e===null?e=[r]:e.push(r),a++}}if(i.devices!==void 0){let t=i.devices;if(Array.isArray(
t)){let r=t.length;for(let s=0;s<r;s++){let p=t[s];if(p&&typeof p=="object"&&!Array.isArray(p)){if(p.id===void 0){let o={instancePath:n+"/devices/"+s,schemaPath:"\
#/properties/devices/items/required",keyword:"required",params:{missingProperty:"id"},schema:h.properties.devices.items.required,parentSchema:h.properties.devices.
items,data:p};e===null?e=[o]:e.push(o),a++}if(p.idType===void 0){let o={instancePath:n+"/devices/"+s,schemaPath:"#/properties/devices/items/required",keyword:"r\
equired",params:{missingProperty:"idType"},schema:h.properties.devices.items.required,parentSchema:h.properties.devices.items,data:p};e===null?e=[o]:e.push(o),a++}
if(p.id!==void 0){let o=p.id;if(typeof o!="string"){let m={instancePath:n+"/devices/"+s+"/id",schemaPath:"#/properties/devices/items/properties/id/type",keyword:"\
type",params:{type:"string"},schema:h.properties.devices.items.properties.id.type,parentSchema:h.properties.devices.items.properties.id,data:o};e===null?e=[m]:e.
push(m),a++}}if(p.idType!==void 0){let o=p.idType;if(typeof o!="string"){let m={instancePath:n+"/devices/"+s+"/idType",schemaPath:"#/properties/devices/items/pr\
operties/idType/type",keyword:"type",params:{type:"string"},schema:h.properties.devices.items.properties.idType.type,parentSchema:h.properties.devices.items.properties.
idType,data:o};e===null?e=[m]:e.push(m),a++}if(o!=="class"){let m={instancePath:n+"/devices/"+s+"/idType",schemaPath:"#/properties/devices/items/properties/idTy\
pe/enum",keyword:"enum",params:{allowedValues:h.properties.devices.items.properties.idType.enum},schema:h.properties.devices.items.properties.idType.enum,parentSchema:h.
properties.devices.items.properties.idType,data:o};e===null?e=[m]:e.push(m),a++}}}else{let o={instancePath:n+"/devices/"+s,schemaPath:"#/properties/devices/item\
s/type",keyword:"type",params:{type:"object"},schema:h.properties.devices.items.type,parentSchema:h.properties.devices.items,data:p};e===null?e=[o]:e.push(o),a++}}}else{
let r={instancePath:n+"/devices",schemaPath:"#/properties/devices/type",keyword:"type",params:{type:"array"},schema:h.properties.devices.type,parentSchema:h.properties.
devices,data:t};e===null?e=[r]:e.push(r),a++}}if(i.resources!==void 0){let t=i.resources;if(t&&typeof t=="object"&&!Array.isArray(t)){if(t.memory!==void 0){let r=t.
memory;if(r&&typeof r=="object"&&!Array.isArray(r)){if(r.limit!==void 0){let s=r.limit;if(typeof s=="bigint"?s<0n||s>18446744073709551615n:typeof s!="number"||s%
1!==0||s<0||s>18446744073709552e3){let p={instancePath:n+"/resources/memory/limit",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},
schema:d.integer64,parentSchema:d,data:s};e===null?e=[p]:e.push(p),a++}}}else{let s={instancePath:n+"/resources/memory",schemaPath:"#/properties/resources/prope\
rties/memory/type",keyword:"type",params:{type:"object"},schema:h.properties.resources.properties.memory.type,parentSchema:h.properties.resources.properties.memory,
data:r};e===null?e=[s]:e.push(s),a++}}if(t.cpu!==void 0){let r=t.cpu;if(r&&typeof r=="object"&&!Array.isArray(r)){if(r.count!==void 0){let s=r.count;if(typeof s==
"bigint"?s<0n||s>18446744073709551615n:typeof s!="number"||s%1!==0||s<0||s>18446744073709552e3){let p={instancePath:n+"/resources/cpu/count",schemaPath:"defs.js\
on#/definitions/uint64/integer64",keyword:"integer64",params:{},schema:d.integer64,parentSchema:d,data:s};e===null?e=[p]:e.push(p),a++}}if(r.shares!==void 0){let s=r.
shares;if(!(typeof s=="number"&&!(s%1)&&!isNaN(s)&&isFinite(s))){let p={instancePath:n+"/resources/cpu/shares",schemaPath:"defs.json#/definitions/uint16/type",keyword:"\
type",params:{type:"integer"},schema:v.type,parentSchema:v,data:s};e===null?e=[p]:e.push(p),a++}if(typeof s=="number"&&isFinite(s)){if(s>65535||isNaN(s)){let p={
instancePath:n+"/resources/cpu/shares",schemaPath:"defs.json#/definitions/uint16/maximum",keyword:"maximum",params:{comparison:"<=",limit:65535},schema:65535,parentSchema:v,
data:s};e===null?e=[p]:e.push(p),a++}if(s<0||isNaN(s)){let p={instancePath:n+"/resources/cpu/shares",schemaPath:"defs.json#/definitions/uint16/minimum",keyword:"\
minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:v,data:s};e===null?e=[p]:e.push(p),a++}}}if(r.maximum!==void 0){let s=r.maximum;if(!(typeof s=="\
number"&&!(s%1)&&!isNaN(s)&&isFinite(s))){let p={instancePath:n+"/resources/cpu/maximum",schemaPath:"defs.json#/definitions/uint16/type",keyword:"type",params:{
type:"integer"},schema:v.type,parentSchema:v,data:s};e===null?e=[p]:e.push(p),a++}if(typeof s=="number"&&isFinite(s)){if(s>65535||isNaN(s)){let p={instancePath:n+
"/resources/cpu/maximum",schemaPath:"defs.json#/definitions/uint16/maximum",keyword:"maximum",params:{comparison:"<=",limit:65535},schema:65535,parentSchema:v,data:s};
e===null?e=[p]:e.push(p),a++}if(s<0||isNaN(s)){let p={instancePath:n+"/resources/cpu/maximum",schemaPath:"defs.json#/definitions/uint16/minimum",keyword:"minimu\
m",params:{comparison:">=",limit:0},schema:0,parentSchema:v,data:s};e===null?e=[p]:e.push(p),a++}}}if(r.affinity!==void 0){let s=r.affinity;if(s&&typeof s=="obj\
ect"&&!Array.isArray(s)){if(s.mask!==void 0){let p=s.mask;if(typeof p=="bigint"?p<0n||p>18446744073709551615n:typeof p!="number"||p%1!==0||p<0||p>18446744073709552e3){
let o={instancePath:n+"/resources/cpu/affinity/mask",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},schema:d.integer64,parentSchema:d,
data:p};e===null?e=[o]:e.push(o),a++}}if(s.group!==void 0){let p=s.group;if(!(typeof p=="number"&&!(p%1)&&!isNaN(p)&&isFinite(p))){let o={instancePath:n+"/resou\
rces/cpu/affinity/group",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:f.type,parentSchema:f,data:p};e===null?e=
[o]:e.push(o),a++}if(typeof p=="number"&&isFinite(p)){if(p>4294967295||isNaN(p)){let o={instancePath:n+"/resources/cpu/affinity/group",schemaPath:"defs.json#/de\
finitions/uint32/maximum",keyword:"maximum",params:{comparison:"<=",limit:4294967295},schema:4294967295,parentSchema:f,data:p};e===null?e=[o]:e.push(o),a++}if(p<
0||isNaN(p)){let o={instancePath:n+"/resources/cpu/affinity/group",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison:">=",
limit:0},schema:0,parentSchema:f,data:p};e===null?e=[o]:e.push(o),a++}}}}else{let p={instancePath:n+"/resources/cpu/affinity",schemaPath:"#/properties/resources\
/properties/cpu/properties/affinity/type",keyword:"type",params:{type:"object"},schema:h.properties.resources.properties.cpu.properties.affinity.type,parentSchema:h.
properties.resources.properties.cpu.properties.affinity,data:s};e===null?e=[p]:e.push(p),a++}}}else{let s={instancePath:n+"/resources/cpu",schemaPath:"#/propert\
ies/resources/properties/cpu/type",keyword:"type",params:{type:"object"},schema:h.properties.resources.properties.cpu.type,parentSchema:h.properties.resources.properties.
cpu,data:r};e===null?e=[s]:e.push(s),a++}}if(t.storage!==void 0){let r=t.storage;if(r&&typeof r=="object"&&!Array.isArray(r)){if(r.iops!==void 0){let s=r.iops;if(typeof s==
"bigint"?s<0n||s>18446744073709551615n:typeof s!="number"||s%1!==0||s<0||s>18446744073709552e3){let p={instancePath:n+"/resources/storage/iops",schemaPath:"defs\
.json#/definitions/uint64/integer64",keyword:"integer64",params:{},schema:d.integer64,parentSchema:d,data:s};e===null?e=[p]:e.push(p),a++}}if(r.bps!==void 0){let s=r.
bps;if(typeof s=="bigint"?s<0n||s>18446744073709551615n:typeof s!="number"||s%1!==0||s<0||s>18446744073709552e3){let p={instancePath:n+"/resources/storage/bps",
schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},schema:d.integer64,parentSchema:d,data:s};e===null?e=[p]:e.push(p),a++}}if(r.
sandboxSize!==void 0){let s=r.sandboxSize;if(typeof s=="bigint"?s<0n||s>18446744073709551615n:typeof s!="number"||s%1!==0||s<0||s>18446744073709552e3){let p={instancePath:n+
"/resources/storage/sandboxSize",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},schema:d.integer64,parentSchema:d,data:s};e===
null?e=[p]:e.push(p),a++}}}else{let s={instancePath:n+"/resources/storage",schemaPath:"#/properties/resources/properties/storage/type",keyword:"type",params:{type:"\
object"},schema:h.properties.resources.properties.storage.type,parentSchema:h.properties.resources.properties.storage,data:r};e===null?e=[s]:e.push(s),a++}}}else{
let r={instancePath:n+"/resources",schemaPath:"#/properties/resources/type",keyword:"type",params:{type:"object"},schema:h.properties.resources.type,parentSchema:h.
properties.resources,data:t};e===null?e=[r]:e.push(r),a++}}if(i.network!==void 0){let t=i.network;if(t&&typeof t=="object"&&!Array.isArray(t)){if(t.endpointList!==
void 0){let r=t.endpointList;if(Array.isArray(r)){let s=r.length;for(let p=0;p<s;p++){let o=r[p];if(typeof o!="string"){let m={instancePath:n+"/network/endpoint\
List/"+p,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{type:"string"},schema:k.items.type,parentSchema:k.items,data:o};e===null?
e=[m]:e.push(m),a++}}}else{let s={instancePath:n+"/network/endpointList",schemaPath:"defs.json#/definitions/strings/type",keyword:"type",params:{type:"array"},schema:k.
type,parentSchema:k,data:r};e===null?e=[s]:e.push(s),a++}}if(t.allowUnqualifiedDNSQuery!==void 0){let r=t.allowUnqualifiedDNSQuery;if(typeof r!="boolean"){let s={
instancePath:n+"/network/allowUnqualifiedDNSQuery",schemaPath:"#/properties/network/properties/allowUnqualifiedDNSQuery/type",keyword:"type",params:{type:"boole\
an"},schema:h.properties.network.properties.allowUnqualifiedDNSQuery.type,parentSchema:h.properties.network.properties.allowUnqualifiedDNSQuery,data:r};e===null?
e=[s]:e.push(s),a++}}if(t.DNSSearchList!==void 0){let r=t.DNSSearchList;if(Array.isArray(r)){let s=r.length;for(let p=0;p<s;p++){let o=r[p];if(typeof o!="string"){
let m={instancePath:n+"/network/DNSSearchList/"+p,schemaPath:"defs.json#/definitions/strings/items/type",keyword:"type",params:{type:"string"},schema:k.items.type,
parentSchema:k.items,data:o};e===null?e=[m]:e.push(m),a++}}}else{let s={instancePath:n+"/network/DNSSearchList",schemaPath:"defs.json#/definitions/strings/type",
keyword:"type",params:{type:"array"},schema:k.type,parentSchema:k,data:r};e===null?e=[s]:e.push(s),a++}}if(t.networkSharedContainerName!==void 0){let r=t.networkSharedContainerName;
if(typeof r!="string"){let s={instancePath:n+"/network/networkSharedContainerName",schemaPath:"#/properties/network/properties/networkSharedContainerName/type",
keyword:"type",params:{type:"string"},schema:h.properties.network.properties.networkSharedContainerName.type,parentSchema:h.properties.network.properties.networkSharedContainerName,
data:r};e===null?e=[s]:e.push(s),a++}}if(t.networkNamespace!==void 0){let r=t.networkNamespace;if(typeof r!="string"){let s={instancePath:n+"/network/networkNam\
espace",schemaPath:"#/properties/network/properties/networkNamespace/type",keyword:"type",params:{type:"string"},schema:h.properties.network.properties.networkNamespace.
type,parentSchema:h.properties.network.properties.networkNamespace,data:r};e===null?e=[s]:e.push(s),a++}}}else{let r={instancePath:n+"/network",schemaPath:"#/pr\
operties/network/type",keyword:"type",params:{type:"object"},schema:h.properties.network.type,parentSchema:h.properties.network,data:t};e===null?e=[r]:e.push(r),
a++}}if(i.credentialSpec!==void 0){let t=i.credentialSpec;if(!(t&&typeof t=="object"&&!Array.isArray(t))){let r={instancePath:n+"/credentialSpec",schemaPath:"#/\
properties/credentialSpec/type",keyword:"type",params:{type:"object"},schema:h.properties.credentialSpec.type,parentSchema:h.properties.credentialSpec,data:t};e===
null?e=[r]:e.push(r),a++}}if(i.servicing!==void 0){let t=i.servicing;if(typeof t!="boolean"){let r={instancePath:n+"/servicing",schemaPath:"#/properties/servici\
ng/type",keyword:"type",params:{type:"boolean"},schema:h.properties.servicing.type,parentSchema:h.properties.servicing,data:t};e===null?e=[r]:e.push(r),a++}}if(i.
ignoreFlushesDuringBoot!==void 0){let t=i.ignoreFlushesDuringBoot;if(typeof t!="boolean"){let r={instancePath:n+"/ignoreFlushesDuringBoot",schemaPath:"#/propert\
ies/ignoreFlushesDuringBoot/type",keyword:"type",params:{type:"boolean"},schema:h.properties.ignoreFlushesDuringBoot.type,parentSchema:h.properties.ignoreFlushesDuringBoot,
data:t};e===null?e=[r]:e.push(r),a++}}if(i.hyperv!==void 0){let t=i.hyperv;if(t&&typeof t=="object"&&!Array.isArray(t)){if(t.utilityVMPath!==void 0){let r=t.utilityVMPath;
if(typeof r!="string"){let s={instancePath:n+"/hyperv/utilityVMPath",schemaPath:"#/properties/hyperv/properties/utilityVMPath/type",keyword:"type",params:{type:"\
string"},schema:h.properties.hyperv.properties.utilityVMPath.type,parentSchema:h.properties.hyperv.properties.utilityVMPath,data:r};e===null?e=[s]:e.push(s),a++}}}else{
let r={instancePath:n+"/hyperv",schemaPath:"#/properties/hyperv/type",keyword:"type",params:{type:"object"},schema:h.properties.hyperv.type,parentSchema:h.properties.
hyperv,data:t};e===null?e=[r]:e.push(r),a++}}}else{let t={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:h.type,parentSchema:h,
data:i};e===null?e=[t]:e.push(t),a++}return Je.errors=e,a===0}function ot(i,{instancePath:n="",parentData:S,parentDataProperty:w,rootData:l=i}={}){let e=null,a=0;
if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.ociVersion===void 0){let t={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"\
ociVersion"},schema:z.required,parentSchema:z,data:i};e===null?e=[t]:e.push(t),a++}if(i.ociVersion!==void 0){let t=i.ociVersion;if(typeof t!="string"){let r={instancePath:n+
"/ociVersion",schemaPath:"defs.json#/definitions/version/type",keyword:"type",params:{type:"string"},schema:rt.type,parentSchema:rt,data:t};e===null?e=[r]:e.push(
r),a++}}if(i.root!==void 0){let t=i.root;if(t&&typeof t=="object"&&!Array.isArray(t)){if(t.path===void 0){let r={instancePath:n+"/root",schemaPath:"#/definition\
s/Root/required",keyword:"required",params:{missingProperty:"path"},schema:K.required,parentSchema:K,data:t};e===null?e=[r]:e.push(r),a++}if(t.path!==void 0){let r=t.
path;if(typeof r!="string"){let s={instancePath:n+"/root/path",schemaPath:"#/definitions/Root/properties/path/type",keyword:"type",params:{type:"string"},schema:K.
properties.path.type,parentSchema:K.properties.path,data:r};e===null?e=[s]:e.push(s),a++}}if(t.readonly!==void 0){let r=t.readonly;if(typeof r!="boolean"){let s={
instancePath:n+"/root/readonly",schemaPath:"#/definitions/Root/properties/readonly/type",keyword:"type",params:{type:"boolean"},schema:K.properties.readonly.type,
parentSchema:K.properties.readonly,data:r};e===null?e=[s]:e.push(s),a++}}}else{let r={instancePath:n+"/root",schemaPath:"#/definitions/Root/type",keyword:"type",
params:{type:"object"},schema:K.type,parentSchema:K,data:t};e===null?e=[r]:e.push(r),a++}}if(i.process!==void 0&&(qe(i.process,{instancePath:n+"/process",parentData:i,
parentDataProperty:"process",rootData:l})||(e=e===null?qe.errors:e.concat(qe.errors),a=e.length)),i.hostname!==void 0){let t=i.hostname;if(typeof t!="string"){let r={
instancePath:n+"/hostname",schemaPath:"#/properties/hostname/type",keyword:"type",params:{type:"string"},schema:z.properties.hostname.type,parentSchema:z.properties.
hostname,data:t};e===null?e=[r]:e.push(r),a++}}if(i.domainname!==void 0){let t=i.domainname;if(typeof t!="string"){let r={instancePath:n+"/domainname",schemaPath:"\
#/properties/domainname/type",keyword:"type",params:{type:"string"},schema:z.properties.domainname.type,parentSchema:z.properties.domainname,data:t};e===null?e=
[r]:e.push(r),a++}}if(i.mounts!==void 0){let t=i.mounts;if(Array.isArray(t)){let r=t.length;for(let s=0;s<r;s++)Fe(t[s],{instancePath:n+"/mounts/"+s,parentData:t,
parentDataProperty:s,rootData:l})||(e=e===null?Fe.errors:e.concat(Fe.errors),a=e.length)}else{let r={instancePath:n+"/mounts",schemaPath:"#/properties/mounts/ty\
pe",keyword:"type",params:{type:"array"},schema:z.properties.mounts.type,parentSchema:z.properties.mounts,data:t};e===null?e=[r]:e.push(r),a++}}if(i.hooks!==void 0&&
(Oe(i.hooks,{instancePath:n+"/hooks",parentData:i,parentDataProperty:"hooks",rootData:l})||(e=e===null?Oe.errors:e.concat(Oe.errors),a=e.length)),i.annotations!==
void 0){let t=i.annotations;if(t&&typeof t=="object"&&!Array.isArray(t)){for(let r in t)if(tt.test(r)){let s=t[r];if(typeof s!="string"){let p={instancePath:n+"\
/annotations/"+r.replace(/~/g,"~0").replace(/\//g,"~1"),schemaPath:"defs.json#/definitions/stringMap/patternProperties/./type",keyword:"type",params:{type:"stri\
ng"},schema:L.patternProperties["."].type,parentSchema:L.patternProperties["."],data:s};e===null?e=[p]:e.push(p),a++}}}else{let r={instancePath:n+"/annotations",
schemaPath:"defs.json#/definitions/stringMap/type",keyword:"type",params:{type:"object"},schema:L.type,parentSchema:L,data:t};e===null?e=[r]:e.push(r),a++}}if(i.
linux!==void 0&&(Qe(i.linux,{instancePath:n+"/linux",parentData:i,parentDataProperty:"linux",rootData:l})||(e=e===null?Qe.errors:e.concat(Qe.errors),a=e.length)),
i.vm!==void 0&&(Ye(i.vm,{instancePath:n+"/vm",parentData:i,parentDataProperty:"vm",rootData:l})||(e=e===null?Ye.errors:e.concat(Ye.errors),a=e.length)),i.freebsd!==
void 0&&(Ze(i.freebsd,{instancePath:n+"/freebsd",parentData:i,parentDataProperty:"freebsd",rootData:l})||(e=e===null?Ze.errors:e.concat(Ze.errors),a=e.length)),
i.solaris!==void 0){let t=i.solaris;if(t&&typeof t=="object"&&!Array.isArray(t)){if(t.milestone!==void 0){let r=t.milestone;if(typeof r!="string"){let s={instancePath:n+
"/solaris/milestone",schemaPath:"config-solaris.json/properties/milestone/type",keyword:"type",params:{type:"string"},schema:j.properties.milestone.type,parentSchema:j.
properties.milestone,data:r};e===null?e=[s]:e.push(s),a++}}if(t.limitpriv!==void 0){let r=t.limitpriv;if(typeof r!="string"){let s={instancePath:n+"/solaris/lim\
itpriv",schemaPath:"config-solaris.json/properties/limitpriv/type",keyword:"type",params:{type:"string"},schema:j.properties.limitpriv.type,parentSchema:j.properties.
limitpriv,data:r};e===null?e=[s]:e.push(s),a++}}if(t.maxShmMemory!==void 0){let r=t.maxShmMemory;if(typeof r!="string"){let s={instancePath:n+"/solaris/maxShmMe\
mory",schemaPath:"config-solaris.json/properties/maxShmMemory/type",keyword:"type",params:{type:"string"},schema:j.properties.maxShmMemory.type,parentSchema:j.properties.
maxShmMemory,data:r};e===null?e=[s]:e.push(s),a++}}if(t.cappedCPU!==void 0){let r=t.cappedCPU;if(r&&typeof r=="object"&&!Array.isArray(r)){if(r.ncpus!==void 0){
let s=r.ncpus;if(typeof s!="string"){let p={instancePath:n+"/solaris/cappedCPU/ncpus",schemaPath:"config-solaris.json/properties/cappedCPU/properties/ncpus/type",
keyword:"type",params:{type:"string"},schema:j.properties.cappedCPU.properties.ncpus.type,parentSchema:j.properties.cappedCPU.properties.ncpus,data:s};e===null?
e=[p]:e.push(p),a++}}}else{let s={instancePath:n+"/solaris/cappedCPU",schemaPath:"config-solaris.json/properties/cappedCPU/type",keyword:"type",params:{type:"ob\
ject"},schema:j.properties.cappedCPU.type,parentSchema:j.properties.cappedCPU,data:r};e===null?e=[s]:e.push(s),a++}}if(t.cappedMemory!==void 0){let r=t.cappedMemory;
if(r&&typeof r=="object"&&!Array.isArray(r)){if(r.physical!==void 0){let s=r.physical;if(typeof s!="string"){let p={instancePath:n+"/solaris/cappedMemory/physic\
al",schemaPath:"config-solaris.json/properties/cappedMemory/properties/physical/type",keyword:"type",params:{type:"string"},schema:j.properties.cappedMemory.properties.
physical.type,parentSchema:j.properties.cappedMemory.properties.physical,data:s};e===null?e=[p]:e.push(p),a++}}if(r.swap!==void 0){let s=r.swap;if(typeof s!="st\
ring"){let p={instancePath:n+"/solaris/cappedMemory/swap",schemaPath:"config-solaris.json/properties/cappedMemory/properties/swap/type",keyword:"type",params:{type:"\
string"},schema:j.properties.cappedMemory.properties.swap.type,parentSchema:j.properties.cappedMemory.properties.swap,data:s};e===null?e=[p]:e.push(p),a++}}}else{
let s={instancePath:n+"/solaris/cappedMemory",schemaPath:"config-solaris.json/properties/cappedMemory/type",keyword:"type",params:{type:"object"},schema:j.properties.
cappedMemory.type,parentSchema:j.properties.cappedMemory,data:r};e===null?e=[s]:e.push(s),a++}}if(t.anet!==void 0){let r=t.anet;if(Array.isArray(r)){let s=r.length;
for(let p=0;p<s;p++){let o=r[p];if(o&&typeof o=="object"&&!Array.isArray(o)){if(o.linkname!==void 0){let m=o.linkname;if(typeof m!="string"){let u={instancePath:n+
"/solaris/anet/"+p+"/linkname",schemaPath:"config-solaris.json/properties/anet/items/properties/linkname/type",keyword:"type",params:{type:"string"},schema:j.properties.
anet.items.properties.linkname.type,parentSchema:j.properties.anet.items.properties.linkname,data:m};e===null?e=[u]:e.push(u),a++}}if(o.lowerLink!==void 0){let m=o.
lowerLink;if(typeof m!="string"){let u={instancePath:n+"/solaris/anet/"+p+"/lowerLink",schemaPath:"config-solaris.json/properties/anet/items/properties/lowerLin\
k/type",keyword:"type",params:{type:"string"},schema:j.properties.anet.items.properties.lowerLink.type,parentSchema:j.properties.anet.items.properties.lowerLink,
data:m};e===null?e=[u]:e.push(u),a++}}if(o.allowedAddress!==void 0){let m=o.allowedAddress;if(typeof m!="string"){let u={instancePath:n+"/solaris/anet/"+p+"/all\
owedAddress",schemaPath:"config-solaris.json/properties/anet/items/properties/allowedAddress/type",keyword:"type",params:{type:"string"},schema:j.properties.anet.
items.properties.allowedAddress.type,parentSchema:j.properties.anet.items.properties.allowedAddress,data:m};e===null?e=[u]:e.push(u),a++}}if(o.configureAllowedAddress!==
void 0){let m=o.configureAllowedAddress;if(typeof m!="string"){let u={instancePath:n+"/solaris/anet/"+p+"/configureAllowedAddress",schemaPath:"config-solaris.js\
on/properties/anet/items/properties/configureAllowedAddress/type",keyword:"type",params:{type:"string"},schema:j.properties.anet.items.properties.configureAllowedAddress.
type,parentSchema:j.properties.anet.items.properties.configureAllowedAddress,data:m};e===null?e=[u]:e.push(u),a++}}if(o.defrouter!==void 0){let m=o.defrouter;if(typeof m!=
"string"){let u={instancePath:n+"/solaris/anet/"+p+"/defrouter",schemaPath:"config-solaris.json/properties/anet/items/properties/defrouter/type",keyword:"type",
params:{type:"string"},schema:j.properties.anet.items.properties.defrouter.type,parentSchema:j.properties.anet.items.properties.defrouter,data:m};e===null?e=[u]:
e.push(u),a++}}if(o.macAddress!==void 0){let m=o.macAddress;if(typeof m!="string"){let u={instancePath:n+"/solaris/anet/"+p+"/macAddress",schemaPath:"config-sol\
aris.json/properties/anet/items/properties/macAddress/type",keyword:"type",params:{type:"string"},schema:j.properties.anet.items.properties.macAddress.type,parentSchema:j.
properties.anet.items.properties.macAddress,data:m};e===null?e=[u]:e.push(u),a++}}if(o.linkProtection!==void 0){let m=o.linkProtection;if(typeof m!="string"){let u={
instancePath:n+"/solaris/anet/"+p+"/linkProtection",schemaPath:"config-solaris.json/properties/anet/items/properties/linkProtection/type",keyword:"type",params:{
type:"string"},schema:j.properties.anet.items.properties.linkProtection.type,parentSchema:j.properties.anet.items.properties.linkProtection,data:m};e===null?e=[
u]:e.push(u),a++}}}else{let m={instancePath:n+"/solaris/anet/"+p,schemaPath:"config-solaris.json/properties/anet/items/type",keyword:"type",params:{type:"object"},
schema:j.properties.anet.items.type,parentSchema:j.properties.anet.items,data:o};e===null?e=[m]:e.push(m),a++}}}else{let s={instancePath:n+"/solaris/anet",schemaPath:"\
config-solaris.json/properties/anet/type",keyword:"type",params:{type:"array"},schema:j.properties.anet.type,parentSchema:j.properties.anet,data:r};e===null?e=[
s]:e.push(s),a++}}}else{let r={instancePath:n+"/solaris",schemaPath:"config-solaris.json/type",keyword:"type",params:{type:"object"},schema:j.type,parentSchema:j,
data:t};e===null?e=[r]:e.push(r),a++}}if(i.windows!==void 0&&(Je(i.windows,{instancePath:n+"/windows",parentData:i,parentDataProperty:"windows",rootData:l})||(e=
e===null?Je.errors:e.concat(Je.errors),a=e.length)),i.zos!==void 0){let t=i.zos;if(t&&typeof t=="object"&&!Array.isArray(t)){if(t.namespaces!==void 0){let r=t.namespaces;
if(Array.isArray(r)){let s=r.length;for(let p=0;p<s;p++){let o=r[p];if(o&&typeof o=="object"&&!Array.isArray(o)){if(o.type===void 0){let m={instancePath:n+"/zos\
/namespaces/"+p,schemaPath:"config-zos.json/properties/namespaces/items/required",keyword:"required",params:{missingProperty:"type"},schema:x.properties.namespaces.
items.required,parentSchema:x.properties.namespaces.items,data:o};e===null?e=[m]:e.push(m),a++}if(o.type!==void 0){let m=o.type;if(typeof m!="string"){let u={instancePath:n+
"/zos/namespaces/"+p+"/type",schemaPath:"config-zos.json/properties/namespaces/items/properties/type/type",keyword:"type",params:{type:"string"},schema:x.properties.
namespaces.items.properties.type.type,parentSchema:x.properties.namespaces.items.properties.type,data:m};e===null?e=[u]:e.push(u),a++}if(!(m==="mount"||m==="pid"||
m==="uts"||m==="ipc")){let u={instancePath:n+"/zos/namespaces/"+p+"/type",schemaPath:"config-zos.json/properties/namespaces/items/properties/type/enum",keyword:"\
enum",params:{allowedValues:x.properties.namespaces.items.properties.type.enum},schema:x.properties.namespaces.items.properties.type.enum,parentSchema:x.properties.
namespaces.items.properties.type,data:m};e===null?e=[u]:e.push(u),a++}}if(o.path!==void 0){let m=o.path;if(typeof m!="string"){let u={instancePath:n+"/zos/names\
paces/"+p+"/path",schemaPath:"config-zos.json/properties/namespaces/items/properties/path/type",keyword:"type",params:{type:"string"},schema:x.properties.namespaces.
items.properties.path.type,parentSchema:x.properties.namespaces.items.properties.path,data:m};e===null?e=[u]:e.push(u),a++}}}else{let m={instancePath:n+"/zos/na\
mespaces/"+p,schemaPath:"config-zos.json/properties/namespaces/items/type",keyword:"type",params:{type:"object"},schema:x.properties.namespaces.items.type,parentSchema:x.
properties.namespaces.items,data:o};e===null?e=[m]:e.push(m),a++}}}else{let s={instancePath:n+"/zos/namespaces",schemaPath:"config-zos.json/properties/namespace\
s/type",keyword:"type",params:{type:"array"},schema:x.properties.namespaces.type,parentSchema:x.properties.namespaces,data:r};e===null?e=[s]:e.push(s),a++}}}else{
let r={instancePath:n+"/zos",schemaPath:"config-zos.json/type",keyword:"type",params:{type:"object"},schema:x.type,parentSchema:x,data:t};e===null?e=[r]:e.push(
r),a++}}}else{let t={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:z.type,parentSchema:z,data:i};e===null?e=[t]:e.push(t),a++}
return ot.errors=e,a===0}var ut=mt;function mt(i,{instancePath:n="",parentData:S,parentDataProperty:w,rootData:l=i}={}){let e=null,a=0;if(i&&typeof i=="object"&&
!Array.isArray(i)){if(i.cwd===void 0){let t={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"cwd"},schema:y.required,parentSchema:y,
data:i};e===null?e=[t]:e.push(t),a++}if(i.terminal!==void 0){let t=i.terminal;if(typeof t!="boolean"){let r={instancePath:n+"/terminal",schemaPath:"#/properties\
/terminal/type",keyword:"type",params:{type:"boolean"},schema:y.properties.terminal.type,parentSchema:y.properties.terminal,data:t};e===null?e=[r]:e.push(r),a++}}
if(i.consoleSize!==void 0&&(te(i.consoleSize,{instancePath:n+"/consoleSize",parentData:i,parentDataProperty:"consoleSize",rootData:l})||(e=e===null?te.errors:e.
concat(te.errors),a=e.length)),i.user!==void 0&&(re(i.user,{instancePath:n+"/user",parentData:i,parentDataProperty:"user",rootData:l})||(e=e===null?re.errors:e.
concat(re.errors),a=e.length)),i.args!==void 0){let t=i.args;if(Array.isArray(t)){let r=t.length;for(let s=0;s<r;s++){let p=t[s];if(typeof p!="string"){let o={instancePath:n+
"/args/"+s,schemaPath:"#/properties/args/items/type",keyword:"type",params:{type:"string"},schema:y.properties.args.items.type,parentSchema:y.properties.args.items,
data:p};e===null?e=[o]:e.push(o),a++}}}else{let r={instancePath:n+"/args",schemaPath:"#/properties/args/type",keyword:"type",params:{type:"array"},schema:y.properties.
args.type,parentSchema:y.properties.args,data:t};e===null?e=[r]:e.push(r),a++}}if(i.commandLine!==void 0){let t=i.commandLine;if(typeof t!="string"){let r={instancePath:n+
"/commandLine",schemaPath:"#/properties/commandLine/type",keyword:"type",params:{type:"string"},schema:y.properties.commandLine.type,parentSchema:y.properties.commandLine,
data:t};e===null?e=[r]:e.push(r),a++}}if(i.env!==void 0){let t=i.env;if(Array.isArray(t)){let r=t.length;for(let s=0;s<r;s++){let p=t[s];if(typeof p!="string"){
let o={instancePath:n+"/env/"+s,schemaPath:"#/properties/env/items/type",keyword:"type",params:{type:"string"},schema:y.properties.env.items.type,parentSchema:y.
properties.env.items,data:p};e===null?e=[o]:e.push(o),a++}}}else{let r={instancePath:n+"/env",schemaPath:"#/properties/env/type",keyword:"type",params:{type:"ar\
ray"},schema:y.properties.env.type,parentSchema:y.properties.env,data:t};e===null?e=[r]:e.push(r),a++}}if(i.cwd!==void 0){let t=i.cwd;if(typeof t!="string"){let r={
instancePath:n+"/cwd",schemaPath:"#/properties/cwd/type",keyword:"type",params:{type:"string"},schema:y.properties.cwd.type,parentSchema:y.properties.cwd,data:t};
e===null?e=[r]:e.push(r),a++}}if(i.capabilities!==void 0){let t=i.capabilities;if(t&&typeof t=="object"&&!Array.isArray(t)){if(t.bounding!==void 0){let r=t.bounding;
if(Array.isArray(r)){let s=r.length;for(let p=0;p<s;p++){let o=r[p];if(typeof o!="string"){let m={instancePath:n+"/capabilities/bounding/"+p,schemaPath:"#/defin\
itions/Capabilities/properties/bounding/items/type",keyword:"type",params:{type:"string"},schema:P.properties.bounding.items.type,parentSchema:P.properties.bounding.
items,data:o};e===null?e=[m]:e.push(m),a++}}}else{let s={instancePath:n+"/capabilities/bounding",schemaPath:"#/definitions/Capabilities/properties/bounding/type",
keyword:"type",params:{type:"array"},schema:P.properties.bounding.type,parentSchema:P.properties.bounding,data:r};e===null?e=[s]:e.push(s),a++}}if(t.effective!==
void 0){let r=t.effective;if(Array.isArray(r)){let s=r.length;for(let p=0;p<s;p++){let o=r[p];if(typeof o!="string"){let m={instancePath:n+"/capabilities/effect\
ive/"+p,schemaPath:"#/definitions/Capabilities/properties/effective/items/type",keyword:"type",params:{type:"string"},schema:P.properties.effective.items.type,parentSchema:P.
properties.effective.items,data:o};e===null?e=[m]:e.push(m),a++}}}else{let s={instancePath:n+"/capabilities/effective",schemaPath:"#/definitions/Capabilities/pr\
operties/effective/type",keyword:"type",params:{type:"array"},schema:P.properties.effective.type,parentSchema:P.properties.effective,data:r};e===null?e=[s]:e.push(
s),a++}}if(t.permitted!==void 0){let r=t.permitted;if(Array.isArray(r)){let s=r.length;for(let p=0;p<s;p++){let o=r[p];if(typeof o!="string"){let m={instancePath:n+
"/capabilities/permitted/"+p,schemaPath:"#/definitions/Capabilities/properties/permitted/items/type",keyword:"type",params:{type:"string"},schema:P.properties.permitted.
items.type,parentSchema:P.properties.permitted.items,data:o};e===null?e=[m]:e.push(m),a++}}}else{let s={instancePath:n+"/capabilities/permitted",schemaPath:"#/d\
efinitions/Capabilities/properties/permitted/type",keyword:"type",params:{type:"array"},schema:P.properties.permitted.type,parentSchema:P.properties.permitted,data:r};
e===null?e=[s]:e.push(s),a++}}if(t.inheritable!==void 0){let r=t.inheritable;if(Array.isArray(r)){let s=r.length;for(let p=0;p<s;p++){let o=r[p];if(typeof o!="s\
tring"){let m={instancePath:n+"/capabilities/inheritable/"+p,schemaPath:"#/definitions/Capabilities/properties/inheritable/items/type",keyword:"type",params:{type:"\
string"},schema:P.properties.inheritable.items.type,parentSchema:P.properties.inheritable.items,data:o};e===null?e=[m]:e.push(m),a++}}}else{let s={instancePath:n+
"/capabilities/inheritable",schemaPath:"#/definitions/Capabilities/properties/inheritable/type",keyword:"type",params:{type:"array"},schema:P.properties.inheritable.
type,parentSchema:P.properties.inheritable,data:r};e===null?e=[s]:e.push(s),a++}}if(t.ambient!==void 0){let r=t.ambient;if(Array.isArray(r)){let s=r.length;for(let p=0;p<
s;p++){let o=r[p];if(typeof o!="string"){let m={instancePath:n+"/capabilities/ambient/"+p,schemaPath:"#/definitions/Capabilities/properties/ambient/items/type",
keyword:"type",params:{type:"string"},schema:P.properties.ambient.items.type,parentSchema:P.properties.ambient.items,data:o};e===null?e=[m]:e.push(m),a++}}}else{
let s={instancePath:n+"/capabilities/ambient",schemaPath:"#/definitions/Capabilities/properties/ambient/type",keyword:"type",params:{type:"array"},schema:P.properties.
ambient.type,parentSchema:P.properties.ambient,data:r};e===null?e=[s]:e.push(s),a++}}}else{let r={instancePath:n+"/capabilities",schemaPath:"#/definitions/Capab\
ilities/type",keyword:"type",params:{type:"object"},schema:P.type,parentSchema:P,data:t};e===null?e=[r]:e.push(r),a++}}if(i.rlimits!==void 0){let t=i.rlimits;if(Array.
isArray(t)){let r=t.length;for(let s=0;s<r;s++)ie(t[s],{instancePath:n+"/rlimits/"+s,parentData:t,parentDataProperty:s,rootData:l})||(e=e===null?ie.errors:e.concat(
ie.errors),a=e.length)}else{let r={instancePath:n+"/rlimits",schemaPath:"#/properties/rlimits/type",keyword:"type",params:{type:"array"},schema:y.properties.rlimits.
type,parentSchema:y.properties.rlimits,data:t};e===null?e=[r]:e.push(r),a++}}if(i.noNewPrivileges!==void 0){let t=i.noNewPrivileges;if(typeof t!="boolean"){let r={
instancePath:n+"/noNewPrivileges",schemaPath:"#/properties/noNewPrivileges/type",keyword:"type",params:{type:"boolean"},schema:y.properties.noNewPrivileges.type,
parentSchema:y.properties.noNewPrivileges,data:t};e===null?e=[r]:e.push(r),a++}}if(i.apparmorProfile!==void 0){let t=i.apparmorProfile;if(typeof t!="string"){let r={
instancePath:n+"/apparmorProfile",schemaPath:"#/properties/apparmorProfile/type",keyword:"type",params:{type:"string"},schema:y.properties.apparmorProfile.type,
parentSchema:y.properties.apparmorProfile,data:t};e===null?e=[r]:e.push(r),a++}}if(i.oomScoreAdj!==void 0){let t=i.oomScoreAdj;if(!(typeof t=="number"&&!(t%1)&&
!isNaN(t)&&isFinite(t))){let r={instancePath:n+"/oomScoreAdj",schemaPath:"#/properties/oomScoreAdj/type",keyword:"type",params:{type:"integer"},schema:y.properties.
oomScoreAdj.type,parentSchema:y.properties.oomScoreAdj,data:t};e===null?e=[r]:e.push(r),a++}}if(i.scheduler!==void 0&&(se(i.scheduler,{instancePath:n+"/schedule\
r",parentData:i,parentDataProperty:"scheduler",rootData:l})||(e=e===null?se.errors:e.concat(se.errors),a=e.length)),i.selinuxLabel!==void 0){let t=i.selinuxLabel;
if(typeof t!="string"){let r={instancePath:n+"/selinuxLabel",schemaPath:"#/properties/selinuxLabel/type",keyword:"type",params:{type:"string"},schema:y.properties.
selinuxLabel.type,parentSchema:y.properties.selinuxLabel,data:t};e===null?e=[r]:e.push(r),a++}}if(i.ioPriority!==void 0&&(ae(i.ioPriority,{instancePath:n+"/ioPr\
iority",parentData:i,parentDataProperty:"ioPriority",rootData:l})||(e=e===null?ae.errors:e.concat(ae.errors),a=e.length)),i.execCPUAffinity!==void 0){let t=i.execCPUAffinity;
if(t&&typeof t=="object"&&!Array.isArray(t)){if(t.initial!==void 0){let r=t.initial;if(typeof r=="string"){if(!et.test(r)){let s={instancePath:n+"/execCPUAffini\
ty/initial",schemaPath:"#/definitions/ExecCpuAffinity/properties/initial/pattern",keyword:"pattern",params:{pattern:"^[0-9, -]*$"},schema:"^[0-9, -]*$",parentSchema:N.
properties.initial,data:r};e===null?e=[s]:e.push(s),a++}}else{let s={instancePath:n+"/execCPUAffinity/initial",schemaPath:"#/definitions/ExecCpuAffinity/propert\
ies/initial/type",keyword:"type",params:{type:"string"},schema:N.properties.initial.type,parentSchema:N.properties.initial,data:r};e===null?e=[s]:e.push(s),a++}}
if(t.final!==void 0){let r=t.final;if(typeof r=="string"){if(!et.test(r)){let s={instancePath:n+"/execCPUAffinity/final",schemaPath:"#/definitions/ExecCpuAffini\
ty/properties/final/pattern",keyword:"pattern",params:{pattern:"^[0-9, -]*$"},schema:"^[0-9, -]*$",parentSchema:N.properties.final,data:r};e===null?e=[s]:e.push(
s),a++}}else{let s={instancePath:n+"/execCPUAffinity/final",schemaPath:"#/definitions/ExecCpuAffinity/properties/final/type",keyword:"type",params:{type:"string"},
schema:N.properties.final.type,parentSchema:N.properties.final,data:r};e===null?e=[s]:e.push(s),a++}}}else{let r={instancePath:n+"/execCPUAffinity",schemaPath:"\
#/definitions/ExecCpuAffinity/type",keyword:"type",params:{type:"object"},schema:N.type,parentSchema:N,data:t};e===null?e=[r]:e.push(r),a++}}}else{let t={instancePath:n,
schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:y.type,parentSchema:y,data:i};e===null?e=[t]:e.push(t),a++}return mt.errors=e,a===0}var gt=lt;function lt(i,{
instancePath:n="",parentData:S,parentDataProperty:w,rootData:l=i}={}){let e=null,a=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.devices!==void 0){let t=i.
devices;if(Array.isArray(t)){let r=t.length;for(let s=0;s<r;s++)ne(t[s],{instancePath:n+"/devices/"+s,parentData:t,parentDataProperty:s,rootData:l})||(e=e===null?
ne.errors:e.concat(ne.errors),a=e.length)}else{let r={instancePath:n+"/devices",schemaPath:"#/properties/devices/type",keyword:"type",params:{type:"array"},schema:$.
properties.devices.type,parentSchema:$.properties.devices,data:t};e===null?e=[r]:e.push(r),a++}}if(i.memory!==void 0&&(pe(i.memory,{instancePath:n+"/memory",parentData:i,
parentDataProperty:"memory",rootData:l})||(e=e===null?pe.errors:e.concat(pe.errors),a=e.length)),i.cpu!==void 0&&(oe(i.cpu,{instancePath:n+"/cpu",parentData:i,parentDataProperty:"\
cpu",rootData:l})||(e=e===null?oe.errors:e.concat(oe.errors),a=e.length)),i.pids!==void 0&&(me(i.pids,{instancePath:n+"/pids",parentData:i,parentDataProperty:"p\
ids",rootData:l})||(e=e===null?me.errors:e.concat(me.errors),a=e.length)),i.blockIO!==void 0&&(le(i.blockIO,{instancePath:n+"/blockIO",parentData:i,parentDataProperty:"\
blockIO",rootData:l})||(e=e===null?le.errors:e.concat(le.errors),a=e.length)),i.hugepageLimits!==void 0){let t=i.hugepageLimits;if(Array.isArray(t)){let r=t.length;
for(let s=0;s<r;s++)fe(t[s],{instancePath:n+"/hugepageLimits/"+s,parentData:t,parentDataProperty:s,rootData:l})||(e=e===null?fe.errors:e.concat(fe.errors),a=e.length)}else{
let r={instancePath:n+"/hugepageLimits",schemaPath:"#/properties/hugepageLimits/type",keyword:"type",params:{type:"array"},schema:$.properties.hugepageLimits.type,
parentSchema:$.properties.hugepageLimits,data:t};e===null?e=[r]:e.push(r),a++}}if(i.network!==void 0&&(ce(i.network,{instancePath:n+"/network",parentData:i,parentDataProperty:"\
network",rootData:l})||(e=e===null?ce.errors:e.concat(ce.errors),a=e.length)),i.rdma!==void 0){let t=i.rdma;if(t&&typeof t=="object"&&!Array.isArray(t))for(let r in t)
ye(t[r],{instancePath:n+"/rdma/"+r.replace(/~/g,"~0").replace(/\//g,"~1"),parentData:t,parentDataProperty:r,rootData:l})||(e=e===null?ye.errors:e.concat(ye.errors),
a=e.length);else{let r={instancePath:n+"/rdma",schemaPath:"#/properties/rdma/type",keyword:"type",params:{type:"object"},schema:$.properties.rdma.type,parentSchema:$.
properties.rdma,data:t};e===null?e=[r]:e.push(r),a++}}if(i.unified!==void 0){let t=i.unified;if(t&&typeof t=="object"&&!Array.isArray(t)){for(let r in t)if(tt.test(
r)){let s=t[r];if(typeof s!="string"){let p={instancePath:n+"/unified/"+r.replace(/~/g,"~0").replace(/\//g,"~1"),schemaPath:"defs.json#/definitions/stringMap/pa\
tternProperties/./type",keyword:"type",params:{type:"string"},schema:L.patternProperties["."].type,parentSchema:L.patternProperties["."],data:s};e===null?e=[p]:
e.push(p),a++}}}else{let r={instancePath:n+"/unified",schemaPath:"defs.json#/definitions/stringMap/type",keyword:"type",params:{type:"object"},schema:L.type,parentSchema:L,
data:t};e===null?e=[r]:e.push(r),a++}}}else{let t={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:$.type,parentSchema:$,data:i};
e===null?e=[t]:e.push(t),a++}return lt.errors=e,a===0}export{dt as explainConfig,ut as explainProcess,gt as explainResources};
