// SPDX-License-Identifier: Apache-2.0
// Made by scripts/generate-config.mjs from schemas/. Do not edit.
var nt=Qe,E={$schema:"http://json-schema.org/draft-07/schema#",$id:"config-schema.json",type:"object",required:["ociVersion"],properties:{ociVersion:{$ref:"defs\
.json#/definitions/version"},root:{$ref:"#/definitions/Root"},process:{$ref:"#/definitions/Process"},hostname:{type:"string"},domainname:{type:"string"},mounts:{
type:"array",items:{$ref:"defs.json#/definitions/Mount"}},hooks:{$ref:"#/definitions/Hooks"},annotations:{$ref:"defs.json#/definitions/stringMap"},linux:{$ref:"\
config-linux.json"}},definitions:{Root:{type:"object",required:["path"],properties:{path:{type:"string"},readonly:{type:"boolean"}}},Hooks:{type:"object",properties:{
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
uAffinity"}}}}},We={type:"string"},T={type:"object",required:["path"],properties:{path:{type:"string"},readonly:{type:"boolean"}}},_={type:"object",patternProperties:{
".":{type:"string"}}},f={type:"object",required:["cwd"],properties:{terminal:{type:"boolean"},consoleSize:{$ref:"#/definitions/ConsoleSize"},user:{$ref:"#/defin\
itions/User"},args:{type:"array",items:{type:"string"}},commandLine:{type:"string"},env:{type:"array",items:{type:"string"}},cwd:{type:"string"},capabilities:{$ref:"\
#/definitions/Capabilities"},rlimits:{type:"array",items:{$ref:"#/definitions/Rlimit"}},noNewPrivileges:{type:"boolean"},apparmorProfile:{type:"string"},oomScoreAdj:{
type:"integer"},scheduler:{$ref:"#/definitions/Scheduler"},selinuxLabel:{type:"string"},ioPriority:{$ref:"#/definitions/IoPriority"},execCPUAffinity:{$ref:"#/de\
finitions/ExecCpuAffinity"}}},y={type:"object",properties:{bounding:{type:"array",items:{type:"string"}},effective:{type:"array",items:{type:"string"}},permitted:{
type:"array",items:{type:"string"}},inheritable:{type:"array",items:{type:"string"}},ambient:{type:"array",items:{type:"string"}}}},j={type:"object",properties:{
initial:{type:"string",pattern:"^[0-9, -]*$","x-form":"a list of CPUs such as 0-3,7"},final:{type:"string",pattern:"^[0-9, -]*$","x-form":"a list of CPUs such a\
s 0-3,7"}}},pe={type:"object",required:["height","width"],properties:{height:{$ref:"defs.json#/definitions/uint64"},width:{$ref:"defs.json#/definitions/uint64"}}},
g={integer64:["0","18446744073709551615"]};function V(i,{instancePath:n="",parentData:d,parentDataProperty:u,rootData:m=i}={}){let t=null,s=0;if(i&&typeof i=="o\
bject"&&!Array.isArray(i)){if(i.height===void 0){let e={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"height"},schema:pe.required,
parentSchema:pe,data:i};t===null?t=[e]:t.push(e),s++}if(i.width===void 0){let e={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"\
width"},schema:pe.required,parentSchema:pe,data:i};t===null?t=[e]:t.push(e),s++}if(i.height!==void 0){let e=i.height;if(typeof e=="bigint"?e<0n||e>18446744073709551615n:
typeof e!="number"||e%1!==0||e<0||e>18446744073709552e3){let r={instancePath:n+"/height",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",
params:{},schema:g.integer64,parentSchema:g,data:e};t===null?t=[r]:t.push(r),s++}}if(i.width!==void 0){let e=i.width;if(typeof e=="bigint"?e<0n||e>18446744073709551615n:
typeof e!="number"||e%1!==0||e<0||e>18446744073709552e3){let r={instancePath:n+"/width",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",
params:{},schema:g.integer64,parentSchema:g,data:e};t===null?t=[r]:t.push(r),s++}}}else{let e={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"o\
bject"},schema:pe.type,parentSchema:pe,data:i};t===null?t=[e]:t.push(e),s++}return V.errors=t,s===0}var oe={type:"object",properties:{uid:{$ref:"defs.json#/defi\
nitions/uint32"},gid:{$ref:"defs.json#/definitions/uint32"},umask:{$ref:"defs.json#/definitions/uint32"},additionalGids:{type:"array",items:{$ref:"defs.json#/de\
finitions/uint32"}},username:{type:"string"}}},l={type:"integer",minimum:0,maximum:4294967295};function X(i,{instancePath:n="",parentData:d,parentDataProperty:u,
rootData:m=i}={}){let t=null,s=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.uid!==void 0){let e=i.uid;if(!(typeof e=="number"&&!(e%1)&&!isNaN(e)&&isFinite(
e))){let r={instancePath:n+"/uid",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:l.type,parentSchema:l,data:e};t===
null?t=[r]:t.push(r),s++}if(typeof e=="number"&&isFinite(e)){if(e>4294967295||isNaN(e)){let r={instancePath:n+"/uid",schemaPath:"defs.json#/definitions/uint32/m\
aximum",keyword:"maximum",params:{comparison:"<=",limit:4294967295},schema:4294967295,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}if(e<0||isNaN(e)){let r={
instancePath:n+"/uid",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:l,data:e};t===
null?t=[r]:t.push(r),s++}}}if(i.gid!==void 0){let e=i.gid;if(!(typeof e=="number"&&!(e%1)&&!isNaN(e)&&isFinite(e))){let r={instancePath:n+"/gid",schemaPath:"def\
s.json#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:l.type,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}if(typeof e=="number"&&
isFinite(e)){if(e>4294967295||isNaN(e)){let r={instancePath:n+"/gid",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison:"<=",
limit:4294967295},schema:4294967295,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}if(e<0||isNaN(e)){let r={instancePath:n+"/gid",schemaPath:"defs.json#/de\
finitions/uint32/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}}}if(i.umask!==void 0){
let e=i.umask;if(!(typeof e=="number"&&!(e%1)&&!isNaN(e)&&isFinite(e))){let r={instancePath:n+"/umask",schemaPath:"defs.json#/definitions/uint32/type",keyword:"\
type",params:{type:"integer"},schema:l.type,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}if(typeof e=="number"&&isFinite(e)){if(e>4294967295||isNaN(e)){let r={
instancePath:n+"/umask",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison:"<=",limit:4294967295},schema:4294967295,parentSchema:l,
data:e};t===null?t=[r]:t.push(r),s++}if(e<0||isNaN(e)){let r={instancePath:n+"/umask",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{
comparison:">=",limit:0},schema:0,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}}}if(i.additionalGids!==void 0){let e=i.additionalGids;if(Array.isArray(e)){
let r=e.length;for(let a=0;a<r;a++){let p=e[a];if(!(typeof p=="number"&&!(p%1)&&!isNaN(p)&&isFinite(p))){let o={instancePath:n+"/additionalGids/"+a,schemaPath:"\
defs.json#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:l.type,parentSchema:l,data:p};t===null?t=[o]:t.push(o),s++}if(typeof p=="numbe\
r"&&isFinite(p)){if(p>4294967295||isNaN(p)){let o={instancePath:n+"/additionalGids/"+a,schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{
comparison:"<=",limit:4294967295},schema:4294967295,parentSchema:l,data:p};t===null?t=[o]:t.push(o),s++}if(p<0||isNaN(p)){let o={instancePath:n+"/additionalGids\
/"+a,schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:l,data:p};t===null?t=[o]:t.push(
o),s++}}}}else{let r={instancePath:n+"/additionalGids",schemaPath:"#/properties/additionalGids/type",keyword:"type",params:{type:"array"},schema:oe.properties.additionalGids.
type,parentSchema:oe.properties.additionalGids,data:e};t===null?t=[r]:t.push(r),s++}}if(i.username!==void 0){let e=i.username;if(typeof e!="string"){let r={instancePath:n+
"/username",schemaPath:"#/properties/username/type",keyword:"type",params:{type:"string"},schema:oe.properties.username.type,parentSchema:oe.properties.username,
data:e};t===null?t=[r]:t.push(r),s++}}}else{let e={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:oe.type,parentSchema:oe,data:i};
t===null?t=[e]:t.push(e),s++}return X.errors=t,s===0}var R={type:"object",required:["type","soft","hard"],properties:{type:{type:"string",pattern:"^RLIMIT_[A-Z]\
+$","x-form":"a name such as RLIMIT_NOFILE"},soft:{$ref:"defs.json#/definitions/uint64"},hard:{$ref:"defs.json#/definitions/uint64"}}},tt=new RegExp("^RLIMIT_[A\
-Z]+$","u");function Y(i,{instancePath:n="",parentData:d,parentDataProperty:u,rootData:m=i}={}){let t=null,s=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.
type===void 0){let e={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"type"},schema:R.required,parentSchema:R,data:i};t===null?
t=[e]:t.push(e),s++}if(i.soft===void 0){let e={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"soft"},schema:R.required,parentSchema:R,
data:i};t===null?t=[e]:t.push(e),s++}if(i.hard===void 0){let e={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"hard"},schema:R.
required,parentSchema:R,data:i};t===null?t=[e]:t.push(e),s++}if(i.type!==void 0){let e=i.type;if(typeof e=="string"){if(!tt.test(e)){let r={instancePath:n+"/typ\
e",schemaPath:"#/properties/type/pattern",keyword:"pattern",params:{pattern:"^RLIMIT_[A-Z]+$"},schema:"^RLIMIT_[A-Z]+$",parentSchema:R.properties.type,data:e};t===
null?t=[r]:t.push(r),s++}}else{let r={instancePath:n+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type:"string"},schema:R.properties.type.
type,parentSchema:R.properties.type,data:e};t===null?t=[r]:t.push(r),s++}}if(i.soft!==void 0){let e=i.soft;if(typeof e=="bigint"?e<0n||e>18446744073709551615n:typeof e!=
"number"||e%1!==0||e<0||e>18446744073709552e3){let r={instancePath:n+"/soft",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},
schema:g.integer64,parentSchema:g,data:e};t===null?t=[r]:t.push(r),s++}}if(i.hard!==void 0){let e=i.hard;if(typeof e=="bigint"?e<0n||e>18446744073709551615n:typeof e!=
"number"||e%1!==0||e<0||e>18446744073709552e3){let r={instancePath:n+"/hard",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},
schema:g.integer64,parentSchema:g,data:e};t===null?t=[r]:t.push(r),s++}}}else{let e={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:R.
type,parentSchema:R,data:i};t===null?t=[e]:t.push(e),s++}return Y.errors=t,s===0}var me={type:"object",required:["policy"],properties:{policy:{$ref:"defs-linux.\
json#/definitions/SchedulerPolicy"},nice:{$ref:"defs.json#/definitions/int32"},priority:{$ref:"defs.json#/definitions/int32"},flags:{type:"array",items:{$ref:"d\
efs-linux.json#/definitions/SchedulerFlag"}},runtime:{$ref:"defs.json#/definitions/uint64"},deadline:{$ref:"defs.json#/definitions/uint64"},period:{$ref:"defs.j\
son#/definitions/uint64"}}},ge={type:"string",enum:["SCHED_OTHER","SCHED_FIFO","SCHED_RR","SCHED_BATCH","SCHED_ISO","SCHED_IDLE","SCHED_DEADLINE"]},$={type:"int\
eger",minimum:-2147483648,maximum:2147483647},Pe={type:"string",enum:["SCHED_FLAG_RESET_ON_FORK","SCHED_FLAG_RECLAIM","SCHED_FLAG_DL_OVERRUN","SCHED_FLAG_KEEP_P\
OLICY","SCHED_FLAG_KEEP_PARAMS","SCHED_FLAG_UTIL_CLAMP_MIN","SCHED_FLAG_UTIL_CLAMP_MAX"]};function Z(i,{instancePath:n="",parentData:d,parentDataProperty:u,rootData:m=i}={}){
let t=null,s=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.policy===void 0){let e={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"\
policy"},schema:me.required,parentSchema:me,data:i};t===null?t=[e]:t.push(e),s++}if(i.policy!==void 0){let e=i.policy;if(typeof e!="string"){let r={instancePath:n+
"/policy",schemaPath:"defs-linux.json#/definitions/SchedulerPolicy/type",keyword:"type",params:{type:"string"},schema:ge.type,parentSchema:ge,data:e};t===null?t=
[r]:t.push(r),s++}if(!(e==="SCHED_OTHER"||e==="SCHED_FIFO"||e==="SCHED_RR"||e==="SCHED_BATCH"||e==="SCHED_ISO"||e==="SCHED_IDLE"||e==="SCHED_DEADLINE")){let r={
instancePath:n+"/policy",schemaPath:"defs-linux.json#/definitions/SchedulerPolicy/enum",keyword:"enum",params:{allowedValues:ge.enum},schema:ge.enum,parentSchema:ge,
data:e};t===null?t=[r]:t.push(r),s++}}if(i.nice!==void 0){let e=i.nice;if(!(typeof e=="number"&&!(e%1)&&!isNaN(e)&&isFinite(e))){let r={instancePath:n+"/nice",schemaPath:"\
defs.json#/definitions/int32/type",keyword:"type",params:{type:"integer"},schema:$.type,parentSchema:$,data:e};t===null?t=[r]:t.push(r),s++}if(typeof e=="number"&&
isFinite(e)){if(e>2147483647||isNaN(e)){let r={instancePath:n+"/nice",schemaPath:"defs.json#/definitions/int32/maximum",keyword:"maximum",params:{comparison:"<=",
limit:2147483647},schema:2147483647,parentSchema:$,data:e};t===null?t=[r]:t.push(r),s++}if(e<-2147483648||isNaN(e)){let r={instancePath:n+"/nice",schemaPath:"de\
fs.json#/definitions/int32/minimum",keyword:"minimum",params:{comparison:">=",limit:-2147483648},schema:-2147483648,parentSchema:$,data:e};t===null?t=[r]:t.push(
r),s++}}}if(i.priority!==void 0){let e=i.priority;if(!(typeof e=="number"&&!(e%1)&&!isNaN(e)&&isFinite(e))){let r={instancePath:n+"/priority",schemaPath:"defs.j\
son#/definitions/int32/type",keyword:"type",params:{type:"integer"},schema:$.type,parentSchema:$,data:e};t===null?t=[r]:t.push(r),s++}if(typeof e=="number"&&isFinite(
e)){if(e>2147483647||isNaN(e)){let r={instancePath:n+"/priority",schemaPath:"defs.json#/definitions/int32/maximum",keyword:"maximum",params:{comparison:"<=",limit:2147483647},
schema:2147483647,parentSchema:$,data:e};t===null?t=[r]:t.push(r),s++}if(e<-2147483648||isNaN(e)){let r={instancePath:n+"/priority",schemaPath:"defs.json#/defin\
itions/int32/minimum",keyword:"minimum",params:{comparison:">=",limit:-2147483648},schema:-2147483648,parentSchema:$,data:e};t===null?t=[r]:t.push(r),s++}}}if(i.
flags!==void 0){let e=i.flags;if(Array.isArray(e)){let r=e.length;for(let a=0;a<r;a++){let p=e[a];if(typeof p!="string"){let o={instancePath:n+"/flags/"+a,schemaPath:"\
defs-linux.json#/definitions/SchedulerFlag/type",keyword:"type",params:{type:"string"},schema:Pe.type,parentSchema:Pe,data:p};t===null?t=[o]:t.push(o),s++}if(!(p===
"SCHED_FLAG_RESET_ON_FORK"||p==="SCHED_FLAG_RECLAIM"||p==="SCHED_FLAG_DL_OVERRUN"||p==="SCHED_FLAG_KEEP_POLICY"||p==="SCHED_FLAG_KEEP_PARAMS"||p==="SCHED_FLAG_U\
TIL_CLAMP_MIN"||p==="SCHED_FLAG_UTIL_CLAMP_MAX")){let o={instancePath:n+"/flags/"+a,schemaPath:"defs-linux.json#/definitions/SchedulerFlag/enum",keyword:"enum",
params:{allowedValues:Pe.enum},schema:Pe.enum,parentSchema:Pe,data:p};t===null?t=[o]:t.push(o),s++}}}else{let r={instancePath:n+"/flags",schemaPath:"#/propertie\
s/flags/type",keyword:"type",params:{type:"array"},schema:me.properties.flags.type,parentSchema:me.properties.flags,data:e};t===null?t=[r]:t.push(r),s++}}if(i.runtime!==
void 0){let e=i.runtime;if(typeof e=="bigint"?e<0n||e>18446744073709551615n:typeof e!="number"||e%1!==0||e<0||e>18446744073709552e3){let r={instancePath:n+"/run\
time",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},schema:g.integer64,parentSchema:g,data:e};t===null?t=[r]:t.push(r),s++}}
if(i.deadline!==void 0){let e=i.deadline;if(typeof e=="bigint"?e<0n||e>18446744073709551615n:typeof e!="number"||e%1!==0||e<0||e>18446744073709552e3){let r={instancePath:n+
"/deadline",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},schema:g.integer64,parentSchema:g,data:e};t===null?t=[r]:t.push(r),
s++}}if(i.period!==void 0){let e=i.period;if(typeof e=="bigint"?e<0n||e>18446744073709551615n:typeof e!="number"||e%1!==0||e<0||e>18446744073709552e3){let r={instancePath:n+
"/period",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},schema:g.integer64,parentSchema:g,data:e};t===null?t=[r]:t.push(r),
s++}}}else{let e={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:me.type,parentSchema:me,data:i};t===null?t=[e]:t.push(e),s++}return Z.
errors=t,s===0}var F={type:"object",required:["class"],properties:{class:{type:"string",enum:["IOPRIO_CLASS_RT","IOPRIO_CLASS_BE","IOPRIO_CLASS_IDLE"]},priority:{
$ref:"defs.json#/definitions/int32"}}};function Q(i,{instancePath:n="",parentData:d,parentDataProperty:u,rootData:m=i}={}){let t=null,s=0;if(i&&typeof i=="objec\
t"&&!Array.isArray(i)){if(i.class===void 0){let e={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"class"},schema:F.required,
parentSchema:F,data:i};t===null?t=[e]:t.push(e),s++}if(i.class!==void 0){let e=i.class;if(typeof e!="string"){let r={instancePath:n+"/class",schemaPath:"#/prope\
rties/class/type",keyword:"type",params:{type:"string"},schema:F.properties.class.type,parentSchema:F.properties.class,data:e};t===null?t=[r]:t.push(r),s++}if(!(e===
"IOPRIO_CLASS_RT"||e==="IOPRIO_CLASS_BE"||e==="IOPRIO_CLASS_IDLE")){let r={instancePath:n+"/class",schemaPath:"#/properties/class/enum",keyword:"enum",params:{allowedValues:F.
properties.class.enum},schema:F.properties.class.enum,parentSchema:F.properties.class,data:e};t===null?t=[r]:t.push(r),s++}}if(i.priority!==void 0){let e=i.priority;
if(!(typeof e=="number"&&!(e%1)&&!isNaN(e)&&isFinite(e))){let r={instancePath:n+"/priority",schemaPath:"defs.json#/definitions/int32/type",keyword:"type",params:{
type:"integer"},schema:$.type,parentSchema:$,data:e};t===null?t=[r]:t.push(r),s++}if(typeof e=="number"&&isFinite(e)){if(e>2147483647||isNaN(e)){let r={instancePath:n+
"/priority",schemaPath:"defs.json#/definitions/int32/maximum",keyword:"maximum",params:{comparison:"<=",limit:2147483647},schema:2147483647,parentSchema:$,data:e};
t===null?t=[r]:t.push(r),s++}if(e<-2147483648||isNaN(e)){let r={instancePath:n+"/priority",schemaPath:"defs.json#/definitions/int32/minimum",keyword:"minimum",params:{
comparison:">=",limit:-2147483648},schema:-2147483648,parentSchema:$,data:e};t===null?t=[r]:t.push(r),s++}}}}else{let e={instancePath:n,schemaPath:"#/type",keyword:"\
type",params:{type:"object"},schema:F.type,parentSchema:F,data:i};t===null?t=[e]:t.push(e),s++}return Q.errors=t,s===0}var ze=new RegExp("^[0-9, -]*$","u");function Ne(i,{
instancePath:n="",parentData:d,parentDataProperty:u,rootData:m=i}={}){let t=null,s=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.cwd===void 0){let e={instancePath:n,
schemaPath:"#/required",keyword:"required",params:{missingProperty:"cwd"},schema:f.required,parentSchema:f,data:i};t===null?t=[e]:t.push(e),s++}if(i.terminal!==
void 0){let e=i.terminal;if(typeof e!="boolean"){let r={instancePath:n+"/terminal",schemaPath:"#/properties/terminal/type",keyword:"type",params:{type:"boolean"},
schema:f.properties.terminal.type,parentSchema:f.properties.terminal,data:e};t===null?t=[r]:t.push(r),s++}}if(i.consoleSize!==void 0&&(V(i.consoleSize,{instancePath:n+
"/consoleSize",parentData:i,parentDataProperty:"consoleSize",rootData:m})||(t=t===null?V.errors:t.concat(V.errors),s=t.length)),i.user!==void 0&&(X(i.user,{instancePath:n+
"/user",parentData:i,parentDataProperty:"user",rootData:m})||(t=t===null?X.errors:t.concat(X.errors),s=t.length)),i.args!==void 0){let e=i.args;if(Array.isArray(
e)){let r=e.length;for(let a=0;a<r;a++){let p=e[a];if(typeof p!="string"){let o={instancePath:n+"/args/"+a,schemaPath:"#/properties/args/items/type",keyword:"ty\
pe",params:{type:"string"},schema:f.properties.args.items.type,parentSchema:f.properties.args.items,data:p};t===null?t=[o]:t.push(o),s++}}}else{let r={instancePath:n+
"/args",schemaPath:"#/properties/args/type",keyword:"type",params:{type:"array"},schema:f.properties.args.type,parentSchema:f.properties.args,data:e};t===null?t=
[r]:t.push(r),s++}}if(i.commandLine!==void 0){let e=i.commandLine;if(typeof e!="string"){let r={instancePath:n+"/commandLine",schemaPath:"#/properties/commandLi\
ne/type",keyword:"type",params:{type:"string"},schema:f.properties.commandLine.type,parentSchema:f.properties.commandLine,data:e};t===null?t=[r]:t.push(r),s++}}
if(i.env!==void 0){let e=i.env;if(Array.isArray(e)){let r=e.length;for(let a=0;a<r;a++){let p=e[a];if(typeof p!="string"){let o={instancePath:n+"/env/"+a,schemaPath:"\
#/properties/env/items/type",keyword:"type",params:{type:"string"},schema:f.properties.env.items.type,parentSchema:f.properties.env.items,data:p};t===null?t=[o]:
t.push(o),s++}}}else{let r={instancePath:n+"/env",schemaPath:"#/properties/env/type",keyword:"type",params:{type:"array"},schema:f.properties.env.type,parentSchema:f.
properties.env,data:e};t===null?t=[r]:t.push(r),s++}}if(i.cwd!==void 0){let e=i.cwd;if(typeof e!="string"){let r={instancePath:n+"/cwd",schemaPath:"#/properties\
/cwd/type",keyword:"type",params:{type:"string"},schema:f.properties.cwd.type,parentSchema:f.properties.cwd,data:e};t===null?t=[r]:t.push(r),s++}}if(i.capabilities!==
void 0){let e=i.capabilities;if(e&&typeof e=="object"&&!Array.isArray(e)){if(e.bounding!==void 0){let r=e.bounding;if(Array.isArray(r)){let a=r.length;for(let p=0;p<
a;p++){let o=r[p];if(typeof o!="string"){let c={instancePath:n+"/capabilities/bounding/"+p,schemaPath:"#/definitions/Capabilities/properties/bounding/items/type",
keyword:"type",params:{type:"string"},schema:y.properties.bounding.items.type,parentSchema:y.properties.bounding.items,data:o};t===null?t=[c]:t.push(c),s++}}}else{
let a={instancePath:n+"/capabilities/bounding",schemaPath:"#/definitions/Capabilities/properties/bounding/type",keyword:"type",params:{type:"array"},schema:y.properties.
bounding.type,parentSchema:y.properties.bounding,data:r};t===null?t=[a]:t.push(a),s++}}if(e.effective!==void 0){let r=e.effective;if(Array.isArray(r)){let a=r.length;
for(let p=0;p<a;p++){let o=r[p];if(typeof o!="string"){let c={instancePath:n+"/capabilities/effective/"+p,schemaPath:"#/definitions/Capabilities/properties/effe\
ctive/items/type",keyword:"type",params:{type:"string"},schema:y.properties.effective.items.type,parentSchema:y.properties.effective.items,data:o};t===null?t=[c]:
t.push(c),s++}}}else{let a={instancePath:n+"/capabilities/effective",schemaPath:"#/definitions/Capabilities/properties/effective/type",keyword:"type",params:{type:"\
array"},schema:y.properties.effective.type,parentSchema:y.properties.effective,data:r};t===null?t=[a]:t.push(a),s++}}if(e.permitted!==void 0){let r=e.permitted;
if(Array.isArray(r)){let a=r.length;for(let p=0;p<a;p++){let o=r[p];if(typeof o!="string"){let c={instancePath:n+"/capabilities/permitted/"+p,schemaPath:"#/defi\
nitions/Capabilities/properties/permitted/items/type",keyword:"type",params:{type:"string"},schema:y.properties.permitted.items.type,parentSchema:y.properties.permitted.
items,data:o};t===null?t=[c]:t.push(c),s++}}}else{let a={instancePath:n+"/capabilities/permitted",schemaPath:"#/definitions/Capabilities/properties/permitted/ty\
pe",keyword:"type",params:{type:"array"},schema:y.properties.permitted.type,parentSchema:y.properties.permitted,data:r};t===null?t=[a]:t.push(a),s++}}if(e.inheritable!==
void 0){let r=e.inheritable;if(Array.isArray(r)){let a=r.length;for(let p=0;p<a;p++){let o=r[p];if(typeof o!="string"){let c={instancePath:n+"/capabilities/inhe\
ritable/"+p,schemaPath:"#/definitions/Capabilities/properties/inheritable/items/type",keyword:"type",params:{type:"string"},schema:y.properties.inheritable.items.
type,parentSchema:y.properties.inheritable.items,data:o};t===null?t=[c]:t.push(c),s++}}}else{let a={instancePath:n+"/capabilities/inheritable",schemaPath:"#/def\
initions/Capabilities/properties/inheritable/type",keyword:"type",params:{type:"array"},schema:y.properties.inheritable.type,parentSchema:y.properties.inheritable,
data:r};t===null?t=[a]:t.push(a),s++}}if(e.ambient!==void 0){let r=e.ambient;if(Array.isArray(r)){let a=r.length;for(let p=0;p<a;p++){let o=r[p];if(typeof o!="s\
tring"){let c={instancePath:n+"/capabilities/ambient/"+p,schemaPath:"#/definitions/Capabilities/properties/ambient/items/type",keyword:"type",params:{type:"stri\
ng"},schema:y.properties.ambient.items.type,parentSchema:y.properties.ambient.items,data:o};t===null?t=[c]:t.push(c),s++}}}else{let a={instancePath:n+"/capabili\
ties/ambient",schemaPath:"#/definitions/Capabilities/properties/ambient/type",keyword:"type",params:{type:"array"},schema:y.properties.ambient.type,parentSchema:y.
properties.ambient,data:r};t===null?t=[a]:t.push(a),s++}}}else{let r={instancePath:n+"/capabilities",schemaPath:"#/definitions/Capabilities/type",keyword:"type",
params:{type:"object"},schema:y.type,parentSchema:y,data:e};t===null?t=[r]:t.push(r),s++}}if(i.rlimits!==void 0){let e=i.rlimits;if(Array.isArray(e)){let r=e.length;
for(let a=0;a<r;a++)Y(e[a],{instancePath:n+"/rlimits/"+a,parentData:e,parentDataProperty:a,rootData:m})||(t=t===null?Y.errors:t.concat(Y.errors),s=t.length)}else{
let r={instancePath:n+"/rlimits",schemaPath:"#/properties/rlimits/type",keyword:"type",params:{type:"array"},schema:f.properties.rlimits.type,parentSchema:f.properties.
rlimits,data:e};t===null?t=[r]:t.push(r),s++}}if(i.noNewPrivileges!==void 0){let e=i.noNewPrivileges;if(typeof e!="boolean"){let r={instancePath:n+"/noNewPrivil\
eges",schemaPath:"#/properties/noNewPrivileges/type",keyword:"type",params:{type:"boolean"},schema:f.properties.noNewPrivileges.type,parentSchema:f.properties.noNewPrivileges,
data:e};t===null?t=[r]:t.push(r),s++}}if(i.apparmorProfile!==void 0){let e=i.apparmorProfile;if(typeof e!="string"){let r={instancePath:n+"/apparmorProfile",schemaPath:"\
#/properties/apparmorProfile/type",keyword:"type",params:{type:"string"},schema:f.properties.apparmorProfile.type,parentSchema:f.properties.apparmorProfile,data:e};
t===null?t=[r]:t.push(r),s++}}if(i.oomScoreAdj!==void 0){let e=i.oomScoreAdj;if(!(typeof e=="number"&&!(e%1)&&!isNaN(e)&&isFinite(e))){let r={instancePath:n+"/o\
omScoreAdj",schemaPath:"#/properties/oomScoreAdj/type",keyword:"type",params:{type:"integer"},schema:f.properties.oomScoreAdj.type,parentSchema:f.properties.oomScoreAdj,
data:e};t===null?t=[r]:t.push(r),s++}}if(i.scheduler!==void 0&&(Z(i.scheduler,{instancePath:n+"/scheduler",parentData:i,parentDataProperty:"scheduler",rootData:m})||
(t=t===null?Z.errors:t.concat(Z.errors),s=t.length)),i.selinuxLabel!==void 0){let e=i.selinuxLabel;if(typeof e!="string"){let r={instancePath:n+"/selinuxLabel",
schemaPath:"#/properties/selinuxLabel/type",keyword:"type",params:{type:"string"},schema:f.properties.selinuxLabel.type,parentSchema:f.properties.selinuxLabel,data:e};
t===null?t=[r]:t.push(r),s++}}if(i.ioPriority!==void 0&&(Q(i.ioPriority,{instancePath:n+"/ioPriority",parentData:i,parentDataProperty:"ioPriority",rootData:m})||
(t=t===null?Q.errors:t.concat(Q.errors),s=t.length)),i.execCPUAffinity!==void 0){let e=i.execCPUAffinity;if(e&&typeof e=="object"&&!Array.isArray(e)){if(e.initial!==
void 0){let r=e.initial;if(typeof r=="string"){if(!ze.test(r)){let a={instancePath:n+"/execCPUAffinity/initial",schemaPath:"#/definitions/ExecCpuAffinity/proper\
ties/initial/pattern",keyword:"pattern",params:{pattern:"^[0-9, -]*$"},schema:"^[0-9, -]*$",parentSchema:j.properties.initial,data:r};t===null?t=[a]:t.push(a),s++}}else{
let a={instancePath:n+"/execCPUAffinity/initial",schemaPath:"#/definitions/ExecCpuAffinity/properties/initial/type",keyword:"type",params:{type:"string"},schema:j.
properties.initial.type,parentSchema:j.properties.initial,data:r};t===null?t=[a]:t.push(a),s++}}if(e.final!==void 0){let r=e.final;if(typeof r=="string"){if(!ze.
test(r)){let a={instancePath:n+"/execCPUAffinity/final",schemaPath:"#/definitions/ExecCpuAffinity/properties/final/pattern",keyword:"pattern",params:{pattern:"^\
[0-9, -]*$"},schema:"^[0-9, -]*$",parentSchema:j.properties.final,data:r};t===null?t=[a]:t.push(a),s++}}else{let a={instancePath:n+"/execCPUAffinity/final",schemaPath:"\
#/definitions/ExecCpuAffinity/properties/final/type",keyword:"type",params:{type:"string"},schema:j.properties.final.type,parentSchema:j.properties.final,data:r};
t===null?t=[a]:t.push(a),s++}}}else{let r={instancePath:n+"/execCPUAffinity",schemaPath:"#/definitions/ExecCpuAffinity/type",keyword:"type",params:{type:"object"},
schema:j.type,parentSchema:j,data:e};t===null?t=[r]:t.push(r),s++}}}else{let e={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:f.
type,parentSchema:f,data:i};t===null?t=[e]:t.push(e),s++}return Ne.errors=t,s===0}var b={type:"object",required:["destination"],properties:{destination:{type:"s\
tring"},type:{type:"string"},source:{type:"string"},options:{type:"array",items:{type:"string"}},uidMappings:{type:"array",items:{$ref:"#/definitions/IdMapping"}},
gidMappings:{type:"array",items:{$ref:"#/definitions/IdMapping"}}}},k={type:"object",required:["containerID","hostID","size"],properties:{containerID:{$ref:"#/d\
efinitions/uint32"},hostID:{$ref:"#/definitions/uint32"},size:{$ref:"#/definitions/uint32"}}};function U(i,{instancePath:n="",parentData:d,parentDataProperty:u,
rootData:m=i}={}){let t=null,s=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.containerID===void 0){let e={instancePath:n,schemaPath:"#/required",keyword:"\
required",params:{missingProperty:"containerID"},schema:k.required,parentSchema:k,data:i};t===null?t=[e]:t.push(e),s++}if(i.hostID===void 0){let e={instancePath:n,
schemaPath:"#/required",keyword:"required",params:{missingProperty:"hostID"},schema:k.required,parentSchema:k,data:i};t===null?t=[e]:t.push(e),s++}if(i.size===void 0){
let e={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"size"},schema:k.required,parentSchema:k,data:i};t===null?t=[e]:t.push(
e),s++}if(i.containerID!==void 0){let e=i.containerID;if(!(typeof e=="number"&&!(e%1)&&!isNaN(e)&&isFinite(e))){let r={instancePath:n+"/containerID",schemaPath:"\
#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:l.type,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}if(typeof e=="number"&&isFinite(
e)){if(e>4294967295||isNaN(e)){let r={instancePath:n+"/containerID",schemaPath:"#/definitions/uint32/maximum",keyword:"maximum",params:{comparison:"<=",limit:4294967295},
schema:4294967295,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}if(e<0||isNaN(e)){let r={instancePath:n+"/containerID",schemaPath:"#/definitions/uint32/mi\
nimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}}}if(i.hostID!==void 0){let e=i.hostID;if(!(typeof e==
"number"&&!(e%1)&&!isNaN(e)&&isFinite(e))){let r={instancePath:n+"/hostID",schemaPath:"#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:l.
type,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}if(typeof e=="number"&&isFinite(e)){if(e>4294967295||isNaN(e)){let r={instancePath:n+"/hostID",schemaPath:"\
#/definitions/uint32/maximum",keyword:"maximum",params:{comparison:"<=",limit:4294967295},schema:4294967295,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}
if(e<0||isNaN(e)){let r={instancePath:n+"/hostID",schemaPath:"#/definitions/uint32/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:l,
data:e};t===null?t=[r]:t.push(r),s++}}}if(i.size!==void 0){let e=i.size;if(!(typeof e=="number"&&!(e%1)&&!isNaN(e)&&isFinite(e))){let r={instancePath:n+"/size",
schemaPath:"#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:l.type,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}if(typeof e=="nu\
mber"&&isFinite(e)){if(e>4294967295||isNaN(e)){let r={instancePath:n+"/size",schemaPath:"#/definitions/uint32/maximum",keyword:"maximum",params:{comparison:"<=",
limit:4294967295},schema:4294967295,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}if(e<0||isNaN(e)){let r={instancePath:n+"/size",schemaPath:"#/definition\
s/uint32/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}}}}else{let e={instancePath:n,
schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:k.type,parentSchema:k,data:i};t===null?t=[e]:t.push(e),s++}return U.errors=t,s===0}function Le(i,{
instancePath:n="",parentData:d,parentDataProperty:u,rootData:m=i}={}){let t=null,s=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.destination===void 0){let e={
instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"destination"},schema:b.required,parentSchema:b,data:i};t===null?t=[e]:t.push(
e),s++}if(i.destination!==void 0){let e=i.destination;if(typeof e!="string"){let r={instancePath:n+"/destination",schemaPath:"#/properties/destination/type",keyword:"\
type",params:{type:"string"},schema:b.properties.destination.type,parentSchema:b.properties.destination,data:e};t===null?t=[r]:t.push(r),s++}}if(i.type!==void 0){
let e=i.type;if(typeof e!="string"){let r={instancePath:n+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type:"string"},schema:b.properties.
type.type,parentSchema:b.properties.type,data:e};t===null?t=[r]:t.push(r),s++}}if(i.source!==void 0){let e=i.source;if(typeof e!="string"){let r={instancePath:n+
"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type:"string"},schema:b.properties.source.type,parentSchema:b.properties.source,data:e};t===
null?t=[r]:t.push(r),s++}}if(i.options!==void 0){let e=i.options;if(Array.isArray(e)){let r=e.length;for(let a=0;a<r;a++){let p=e[a];if(typeof p!="string"){let o={
instancePath:n+"/options/"+a,schemaPath:"#/properties/options/items/type",keyword:"type",params:{type:"string"},schema:b.properties.options.items.type,parentSchema:b.
properties.options.items,data:p};t===null?t=[o]:t.push(o),s++}}}else{let r={instancePath:n+"/options",schemaPath:"#/properties/options/type",keyword:"type",params:{
type:"array"},schema:b.properties.options.type,parentSchema:b.properties.options,data:e};t===null?t=[r]:t.push(r),s++}}if(i.uidMappings!==void 0){let e=i.uidMappings;
if(Array.isArray(e)){let r=e.length;for(let a=0;a<r;a++)U(e[a],{instancePath:n+"/uidMappings/"+a,parentData:e,parentDataProperty:a,rootData:m})||(t=t===null?U.errors:
t.concat(U.errors),s=t.length)}else{let r={instancePath:n+"/uidMappings",schemaPath:"#/properties/uidMappings/type",keyword:"type",params:{type:"array"},schema:b.
properties.uidMappings.type,parentSchema:b.properties.uidMappings,data:e};t===null?t=[r]:t.push(r),s++}}if(i.gidMappings!==void 0){let e=i.gidMappings;if(Array.
isArray(e)){let r=e.length;for(let a=0;a<r;a++)U(e[a],{instancePath:n+"/gidMappings/"+a,parentData:e,parentDataProperty:a,rootData:m})||(t=t===null?U.errors:t.concat(
U.errors),s=t.length)}else{let r={instancePath:n+"/gidMappings",schemaPath:"#/properties/gidMappings/type",keyword:"type",params:{type:"array"},schema:b.properties.
gidMappings.type,parentSchema:b.properties.gidMappings,data:e};t===null?t=[r]:t.push(r),s++}}}else{let e={instancePath:n,schemaPath:"#/type",keyword:"type",params:{
type:"object"},schema:b.type,parentSchema:b,data:i};t===null?t=[e]:t.push(e),s++}return Le.errors=t,s===0}var Ke={type:"object",properties:{prestart:{$ref:"defs\
.json#/definitions/hookList"},createRuntime:{$ref:"defs.json#/definitions/hookList"},createContainer:{$ref:"defs.json#/definitions/hookList"},startContainer:{$ref:"\
defs.json#/definitions/hookList"},poststart:{$ref:"defs.json#/definitions/hookList"},poststop:{$ref:"defs.json#/definitions/hookList"}}},Ve={type:"array",items:{
$ref:"#/definitions/Hook"}},w={type:"object",required:["path"],properties:{path:{type:"string"},args:{type:"array",items:{type:"string"}},env:{type:"array",items:{
type:"string"}},timeout:{type:"integer",minimum:1}}};function S(i,{instancePath:n="",parentData:d,parentDataProperty:u,rootData:m=i}={}){let t=null,s=0;if(Array.
isArray(i)){let e=i.length;for(let r=0;r<e;r++){let a=i[r];if(a&&typeof a=="object"&&!Array.isArray(a)){if(a.path===void 0){let p={instancePath:n+"/"+r,schemaPath:"\
#/definitions/Hook/required",keyword:"required",params:{missingProperty:"path"},schema:w.required,parentSchema:w,data:a};t===null?t=[p]:t.push(p),s++}if(a.path!==
void 0){let p=a.path;if(typeof p!="string"){let o={instancePath:n+"/"+r+"/path",schemaPath:"#/definitions/Hook/properties/path/type",keyword:"type",params:{type:"\
string"},schema:w.properties.path.type,parentSchema:w.properties.path,data:p};t===null?t=[o]:t.push(o),s++}}if(a.args!==void 0){let p=a.args;if(Array.isArray(p)){
let o=p.length;for(let c=0;c<o;c++){let de=p[c];if(typeof de!="string"){let ue={instancePath:n+"/"+r+"/args/"+c,schemaPath:"#/definitions/Hook/properties/args/i\
tems/type",keyword:"type",params:{type:"string"},schema:w.properties.args.items.type,parentSchema:w.properties.args.items,data:de};t===null?t=[ue]:t.push(ue),s++}}}else{
let o={instancePath:n+"/"+r+"/args",schemaPath:"#/definitions/Hook/properties/args/type",keyword:"type",params:{type:"array"},schema:w.properties.args.type,parentSchema:w.
properties.args,data:p};t===null?t=[o]:t.push(o),s++}}if(a.env!==void 0){let p=a.env;if(Array.isArray(p)){let o=p.length;for(let c=0;c<o;c++){let de=p[c];if(typeof de!=
"string"){let ue={instancePath:n+"/"+r+"/env/"+c,schemaPath:"#/definitions/Hook/properties/env/items/type",keyword:"type",params:{type:"string"},schema:w.properties.
env.items.type,parentSchema:w.properties.env.items,data:de};t===null?t=[ue]:t.push(ue),s++}}}else{let o={instancePath:n+"/"+r+"/env",schemaPath:"#/definitions/H\
ook/properties/env/type",keyword:"type",params:{type:"array"},schema:w.properties.env.type,parentSchema:w.properties.env,data:p};t===null?t=[o]:t.push(o),s++}}if(a.
timeout!==void 0){let p=a.timeout;if(!(typeof p=="number"&&!(p%1)&&!isNaN(p)&&isFinite(p))){let o={instancePath:n+"/"+r+"/timeout",schemaPath:"#/definitions/Hoo\
k/properties/timeout/type",keyword:"type",params:{type:"integer"},schema:w.properties.timeout.type,parentSchema:w.properties.timeout,data:p};t===null?t=[o]:t.push(
o),s++}if(typeof p=="number"&&isFinite(p)&&(p<1||isNaN(p))){let o={instancePath:n+"/"+r+"/timeout",schemaPath:"#/definitions/Hook/properties/timeout/minimum",keyword:"\
minimum",params:{comparison:">=",limit:1},schema:1,parentSchema:w.properties.timeout,data:p};t===null?t=[o]:t.push(o),s++}}}else{let p={instancePath:n+"/"+r,schemaPath:"\
#/definitions/Hook/type",keyword:"type",params:{type:"object"},schema:w.type,parentSchema:w,data:a};t===null?t=[p]:t.push(p),s++}}}else{let e={instancePath:n,schemaPath:"\
#/type",keyword:"type",params:{type:"array"},schema:Ve.type,parentSchema:Ve,data:i};t===null?t=[e]:t.push(e),s++}return S.errors=t,s===0}function $e(i,{instancePath:n="",
parentData:d,parentDataProperty:u,rootData:m=i}={}){let t=null,s=0;if(i&&typeof i=="object"&&!Array.isArray(i))i.prestart!==void 0&&(S(i.prestart,{instancePath:n+
"/prestart",parentData:i,parentDataProperty:"prestart",rootData:m})||(t=t===null?S.errors:t.concat(S.errors),s=t.length)),i.createRuntime!==void 0&&(S(i.createRuntime,
{instancePath:n+"/createRuntime",parentData:i,parentDataProperty:"createRuntime",rootData:m})||(t=t===null?S.errors:t.concat(S.errors),s=t.length)),i.createContainer!==
void 0&&(S(i.createContainer,{instancePath:n+"/createContainer",parentData:i,parentDataProperty:"createContainer",rootData:m})||(t=t===null?S.errors:t.concat(S.
errors),s=t.length)),i.startContainer!==void 0&&(S(i.startContainer,{instancePath:n+"/startContainer",parentData:i,parentDataProperty:"startContainer",rootData:m})||
(t=t===null?S.errors:t.concat(S.errors),s=t.length)),i.poststart!==void 0&&(S(i.poststart,{instancePath:n+"/poststart",parentData:i,parentDataProperty:"poststar\
t",rootData:m})||(t=t===null?S.errors:t.concat(S.errors),s=t.length)),i.poststop!==void 0&&(S(i.poststop,{instancePath:n+"/poststop",parentData:i,parentDataProperty:"\
poststop",rootData:m})||(t=t===null?S.errors:t.concat(S.errors),s=t.length));else{let e={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},
schema:Ke.type,parentSchema:Ke,data:i};t===null?t=[e]:t.push(e),s++}return $e.errors=t,s===0}var P={$schema:"http://json-schema.org/draft-07/schema#",$id:"confi\
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
ons/MemoryPolicyFlag"}}}}}},_e={type:"object",properties:{name:{type:"string"}}},Se={type:"string",enum:["private","shared","slave","unbindable","rprivate","rsh\
ared","rslave","runbindable"],"x-also":["rprivate","rshared","rslave","runbindable"]},D={type:"object",properties:{closID:{type:"string"},schemata:{type:"array",
items:{type:"string"}},l3CacheSchema:{type:"string"},memBwSchema:{type:"string",pattern:"^MB:[^\\n]*$","x-form":"one line that starts with MB:"},enableMonitoring:{
type:"boolean"}}},I={type:"object",properties:{domain:{type:"string",enum:["LINUX","LINUX32"]},flags:{type:"array",items:{type:"string"}}}},le={type:"object",required:[
"type"],properties:{type:{$ref:"#/definitions/NamespaceType"},path:{type:"string"}}},be={type:"string",enum:["mount","pid","network","uts","ipc","user","cgroup",
"time"]};function Re(i,{instancePath:n="",parentData:d,parentDataProperty:u,rootData:m=i}={}){let t=null,s=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.type===
void 0){let e={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"type"},schema:le.required,parentSchema:le,data:i};t===null?t=[
e]:t.push(e),s++}if(i.type!==void 0){let e=i.type;if(typeof e!="string"){let r={instancePath:n+"/type",schemaPath:"#/definitions/NamespaceType/type",keyword:"ty\
pe",params:{type:"string"},schema:be.type,parentSchema:be,data:e};t===null?t=[r]:t.push(r),s++}if(!(e==="mount"||e==="pid"||e==="network"||e==="uts"||e==="ipc"||
e==="user"||e==="cgroup"||e==="time")){let r={instancePath:n+"/type",schemaPath:"#/definitions/NamespaceType/enum",keyword:"enum",params:{allowedValues:be.enum},
schema:be.enum,parentSchema:be,data:e};t===null?t=[r]:t.push(r),s++}}if(i.path!==void 0){let e=i.path;if(typeof e!="string"){let r={instancePath:n+"/path",schemaPath:"\
#/properties/path/type",keyword:"type",params:{type:"string"},schema:le.properties.path.type,parentSchema:le.properties.path,data:e};t===null?t=[r]:t.push(r),s++}}}else{
let e={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:le.type,parentSchema:le,data:i};t===null?t=[e]:t.push(e),s++}return Re.errors=
t,s===0}function W(i,{instancePath:n="",parentData:d,parentDataProperty:u,rootData:m=i}={}){let t=null,s=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.containerID===
void 0){let e={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"containerID"},schema:k.required,parentSchema:k,data:i};t===null?
t=[e]:t.push(e),s++}if(i.hostID===void 0){let e={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"hostID"},schema:k.required,parentSchema:k,
data:i};t===null?t=[e]:t.push(e),s++}if(i.size===void 0){let e={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"size"},schema:k.
required,parentSchema:k,data:i};t===null?t=[e]:t.push(e),s++}if(i.containerID!==void 0){let e=i.containerID;if(!(typeof e=="number"&&!(e%1)&&!isNaN(e)&&isFinite(
e))){let r={instancePath:n+"/containerID",schemaPath:"#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:l.type,parentSchema:l,data:e};t===
null?t=[r]:t.push(r),s++}if(typeof e=="number"&&isFinite(e)){if(e>4294967295||isNaN(e)){let r={instancePath:n+"/containerID",schemaPath:"#/definitions/uint32/ma\
ximum",keyword:"maximum",params:{comparison:"<=",limit:4294967295},schema:4294967295,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}if(e<0||isNaN(e)){let r={
instancePath:n+"/containerID",schemaPath:"#/definitions/uint32/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:l,data:e};t===null?
t=[r]:t.push(r),s++}}}if(i.hostID!==void 0){let e=i.hostID;if(!(typeof e=="number"&&!(e%1)&&!isNaN(e)&&isFinite(e))){let r={instancePath:n+"/hostID",schemaPath:"\
#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:l.type,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}if(typeof e=="number"&&isFinite(
e)){if(e>4294967295||isNaN(e)){let r={instancePath:n+"/hostID",schemaPath:"#/definitions/uint32/maximum",keyword:"maximum",params:{comparison:"<=",limit:4294967295},
schema:4294967295,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}if(e<0||isNaN(e)){let r={instancePath:n+"/hostID",schemaPath:"#/definitions/uint32/minimum",
keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}}}if(i.size!==void 0){let e=i.size;if(!(typeof e==
"number"&&!(e%1)&&!isNaN(e)&&isFinite(e))){let r={instancePath:n+"/size",schemaPath:"#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:l.
type,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}if(typeof e=="number"&&isFinite(e)){if(e>4294967295||isNaN(e)){let r={instancePath:n+"/size",schemaPath:"\
#/definitions/uint32/maximum",keyword:"maximum",params:{comparison:"<=",limit:4294967295},schema:4294967295,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}
if(e<0||isNaN(e)){let r={instancePath:n+"/size",schemaPath:"#/definitions/uint32/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:l,
data:e};t===null?t=[r]:t.push(r),s++}}}}else{let e={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:k.type,parentSchema:k,data:i};
t===null?t=[e]:t.push(e),s++}return W.errors=t,s===0}var Xe={type:"object",properties:{boottime:{$ref:"defs-linux.json#/definitions/TimeOffset"},monotonic:{$ref:"\
defs-linux.json#/definitions/TimeOffset"}}},Ye={type:"object",properties:{secs:{$ref:"defs.json#/definitions/int64"},nanosecs:{$ref:"defs.json#/definitions/uint\
32"}}},h={integer64:["-9223372036854775808","9223372036854775807"]};function K(i,{instancePath:n="",parentData:d,parentDataProperty:u,rootData:m=i}={}){let t=null,
s=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.secs!==void 0){let e=i.secs;if(typeof e=="bigint"?e<-9223372036854775808n||e>9223372036854775807n:typeof e!=
"number"||e%1!==0||e<-9223372036854776e3||e>9223372036854776e3){let r={instancePath:n+"/secs",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integ\
er64",params:{},schema:h.integer64,parentSchema:h,data:e};t===null?t=[r]:t.push(r),s++}}if(i.nanosecs!==void 0){let e=i.nanosecs;if(!(typeof e=="number"&&!(e%1)&&
!isNaN(e)&&isFinite(e))){let r={instancePath:n+"/nanosecs",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:l.type,
parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}if(typeof e=="number"&&isFinite(e)){if(e>4294967295||isNaN(e)){let r={instancePath:n+"/nanosecs",schemaPath:"\
defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison:"<=",limit:4294967295},schema:4294967295,parentSchema:l,data:e};t===null?t=[r]:t.push(
r),s++}if(e<0||isNaN(e)){let r={instancePath:n+"/nanosecs",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison:">=",limit:0},
schema:0,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}}}}else{let e={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:Ye.type,
parentSchema:Ye,data:i};t===null?t=[e]:t.push(e),s++}return K.errors=t,s===0}function Ie(i,{instancePath:n="",parentData:d,parentDataProperty:u,rootData:m=i}={}){
let t=null,s=0;if(i&&typeof i=="object"&&!Array.isArray(i))i.boottime!==void 0&&(K(i.boottime,{instancePath:n+"/boottime",parentData:i,parentDataProperty:"boott\
ime",rootData:m})||(t=t===null?K.errors:t.concat(K.errors),s=t.length)),i.monotonic!==void 0&&(K(i.monotonic,{instancePath:n+"/monotonic",parentData:i,parentDataProperty:"\
monotonic",rootData:m})||(t=t===null?K.errors:t.concat(K.errors),s=t.length));else{let e={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},
schema:Xe.type,parentSchema:Xe,data:i};t===null?t=[e]:t.push(e),s++}return Ie.errors=t,s===0}var x={type:"object",required:["type","path"],properties:{type:{type:"\
string",pattern:"^[cbup]$","x-form":"c, b, u or p"},path:{type:"string"},major:{$ref:"defs.json#/definitions/int64"},minor:{$ref:"defs.json#/definitions/int64"},
fileMode:{$ref:"defs.json#/definitions/fileMode"},uid:{$ref:"defs.json#/definitions/uint32"},gid:{$ref:"defs.json#/definitions/uint32"}}},De={type:"integer",minimum:0,
maximum:65535,"x-maximum":65535},rt=new RegExp("^[cbup]$","u");function xe(i,{instancePath:n="",parentData:d,parentDataProperty:u,rootData:m=i}={}){let t=null,s=0;
if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.type===void 0){let e={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"type"},
schema:x.required,parentSchema:x,data:i};t===null?t=[e]:t.push(e),s++}if(i.path===void 0){let e={instancePath:n,schemaPath:"#/required",keyword:"required",params:{
missingProperty:"path"},schema:x.required,parentSchema:x,data:i};t===null?t=[e]:t.push(e),s++}if(i.type!==void 0){let e=i.type;if(typeof e=="string"){if(!rt.test(
e)){let r={instancePath:n+"/type",schemaPath:"#/properties/type/pattern",keyword:"pattern",params:{pattern:"^[cbup]$"},schema:"^[cbup]$",parentSchema:x.properties.
type,data:e};t===null?t=[r]:t.push(r),s++}}else{let r={instancePath:n+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type:"string"},schema:x.
properties.type.type,parentSchema:x.properties.type,data:e};t===null?t=[r]:t.push(r),s++}}if(i.path!==void 0){let e=i.path;if(typeof e!="string"){let r={instancePath:n+
"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type:"string"},schema:x.properties.path.type,parentSchema:x.properties.path,data:e};t===null?
t=[r]:t.push(r),s++}}if(i.major!==void 0){let e=i.major;if(typeof e=="bigint"?e<-9223372036854775808n||e>9223372036854775807n:typeof e!="number"||e%1!==0||e<-9223372036854776e3||
e>9223372036854776e3){let r={instancePath:n+"/major",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},schema:h.integer64,parentSchema:h,
data:e};t===null?t=[r]:t.push(r),s++}}if(i.minor!==void 0){let e=i.minor;if(typeof e=="bigint"?e<-9223372036854775808n||e>9223372036854775807n:typeof e!="number"||
e%1!==0||e<-9223372036854776e3||e>9223372036854776e3){let r={instancePath:n+"/minor",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},
schema:h.integer64,parentSchema:h,data:e};t===null?t=[r]:t.push(r),s++}}if(i.fileMode!==void 0){let e=i.fileMode;if(!(typeof e=="number"&&!(e%1)&&!isNaN(e)&&isFinite(
e))){let r={instancePath:n+"/fileMode",schemaPath:"defs.json#/definitions/fileMode/type",keyword:"type",params:{type:"integer"},schema:De.type,parentSchema:De,data:e};
t===null?t=[r]:t.push(r),s++}if(typeof e=="number"&&isFinite(e)){if(e>65535||isNaN(e)){let r={instancePath:n+"/fileMode",schemaPath:"defs.json#/definitions/file\
Mode/maximum",keyword:"maximum",params:{comparison:"<=",limit:65535},schema:65535,parentSchema:De,data:e};t===null?t=[r]:t.push(r),s++}if(e<0||isNaN(e)){let r={
instancePath:n+"/fileMode",schemaPath:"defs.json#/definitions/fileMode/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:De,data:e};
t===null?t=[r]:t.push(r),s++}}}if(i.uid!==void 0){let e=i.uid;if(!(typeof e=="number"&&!(e%1)&&!isNaN(e)&&isFinite(e))){let r={instancePath:n+"/uid",schemaPath:"\
defs.json#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:l.type,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}if(typeof e=="numbe\
r"&&isFinite(e)){if(e>4294967295||isNaN(e)){let r={instancePath:n+"/uid",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison:"\
<=",limit:4294967295},schema:4294967295,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}if(e<0||isNaN(e)){let r={instancePath:n+"/uid",schemaPath:"defs.json\
#/definitions/uint32/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}}}if(i.gid!==void 0){
let e=i.gid;if(!(typeof e=="number"&&!(e%1)&&!isNaN(e)&&isFinite(e))){let r={instancePath:n+"/gid",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",
params:{type:"integer"},schema:l.type,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}if(typeof e=="number"&&isFinite(e)){if(e>4294967295||isNaN(e)){let r={
instancePath:n+"/gid",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison:"<=",limit:4294967295},schema:4294967295,parentSchema:l,
data:e};t===null?t=[r]:t.push(r),s++}if(e<0||isNaN(e)){let r={instancePath:n+"/gid",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{
comparison:">=",limit:0},schema:0,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}}}}else{let e={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"\
object"},schema:x.type,parentSchema:x,data:i};t===null?t=[e]:t.push(e),s++}return xe.errors=t,s===0}var A={type:"object",properties:{devices:{type:"array",items:{
$ref:"defs-linux.json#/definitions/LinuxDeviceCgroup"}},memory:{$ref:"#/definitions/Memory"},cpu:{$ref:"#/definitions/Cpu"},pids:{$ref:"#/definitions/Pids"},blockIO:{
$ref:"#/definitions/BlockIo"},hugepageLimits:{type:"array",items:{$ref:"#/definitions/HugepageLimit"}},network:{$ref:"#/definitions/Network"},rdma:{type:"object",
additionalProperties:{$ref:"defs-linux.json#/definitions/Rdma"}},unified:{$ref:"defs.json#/definitions/stringMap"}}},O={type:"object",required:["allow"],properties:{
allow:{type:"boolean"},type:{type:"string"},major:{$ref:"defs.json#/definitions/int64"},minor:{$ref:"defs.json#/definitions/int64"},access:{type:"string"}}};function J(i,{
instancePath:n="",parentData:d,parentDataProperty:u,rootData:m=i}={}){let t=null,s=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.allow===void 0){let e={instancePath:n,
schemaPath:"#/required",keyword:"required",params:{missingProperty:"allow"},schema:O.required,parentSchema:O,data:i};t===null?t=[e]:t.push(e),s++}if(i.allow!==void 0){
let e=i.allow;if(typeof e!="boolean"){let r={instancePath:n+"/allow",schemaPath:"#/properties/allow/type",keyword:"type",params:{type:"boolean"},schema:O.properties.
allow.type,parentSchema:O.properties.allow,data:e};t===null?t=[r]:t.push(r),s++}}if(i.type!==void 0){let e=i.type;if(typeof e!="string"){let r={instancePath:n+"\
/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type:"string"},schema:O.properties.type.type,parentSchema:O.properties.type,data:e};t===null?t=
[r]:t.push(r),s++}}if(i.major!==void 0){let e=i.major;if(typeof e=="bigint"?e<-9223372036854775808n||e>9223372036854775807n:typeof e!="number"||e%1!==0||e<-9223372036854776e3||
e>9223372036854776e3){let r={instancePath:n+"/major",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},schema:h.integer64,parentSchema:h,
data:e};t===null?t=[r]:t.push(r),s++}}if(i.minor!==void 0){let e=i.minor;if(typeof e=="bigint"?e<-9223372036854775808n||e>9223372036854775807n:typeof e!="number"||
e%1!==0||e<-9223372036854776e3||e>9223372036854776e3){let r={instancePath:n+"/minor",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},
schema:h.integer64,parentSchema:h,data:e};t===null?t=[r]:t.push(r),s++}}if(i.access!==void 0){let e=i.access;if(typeof e!="string"){let r={instancePath:n+"/acce\
ss",schemaPath:"#/properties/access/type",keyword:"type",params:{type:"string"},schema:O.properties.access.type,parentSchema:O.properties.access,data:e};t===null?
t=[r]:t.push(r),s++}}}else{let e={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:O.type,parentSchema:O,data:i};t===null?t=[e]:t.
push(e),s++}return J.errors=t,s===0}var B={type:"object",properties:{limit:{$ref:"defs.json#/definitions/int64"},reservation:{$ref:"defs.json#/definitions/int64"},
swap:{$ref:"defs.json#/definitions/int64"},kernel:{$ref:"defs.json#/definitions/int64"},kernelTCP:{$ref:"defs.json#/definitions/int64"},swappiness:{$ref:"defs.j\
son#/definitions/uint64"},disableOOMKiller:{type:"boolean"},useHierarchy:{type:"boolean"},checkBeforeUpdate:{type:"boolean"}}};function ee(i,{instancePath:n="",
parentData:d,parentDataProperty:u,rootData:m=i}={}){let t=null,s=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.limit!==void 0){let e=i.limit;if(typeof e==
"bigint"?e<-9223372036854775808n||e>9223372036854775807n:typeof e!="number"||e%1!==0||e<-9223372036854776e3||e>9223372036854776e3){let r={instancePath:n+"/limit",
schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},schema:h.integer64,parentSchema:h,data:e};t===null?t=[r]:t.push(r),s++}}if(i.reservation!==
void 0){let e=i.reservation;if(typeof e=="bigint"?e<-9223372036854775808n||e>9223372036854775807n:typeof e!="number"||e%1!==0||e<-9223372036854776e3||e>9223372036854776e3){
let r={instancePath:n+"/reservation",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},schema:h.integer64,parentSchema:h,data:e};
t===null?t=[r]:t.push(r),s++}}if(i.swap!==void 0){let e=i.swap;if(typeof e=="bigint"?e<-9223372036854775808n||e>9223372036854775807n:typeof e!="number"||e%1!==0||
e<-9223372036854776e3||e>9223372036854776e3){let r={instancePath:n+"/swap",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},schema:h.
integer64,parentSchema:h,data:e};t===null?t=[r]:t.push(r),s++}}if(i.kernel!==void 0){let e=i.kernel;if(typeof e=="bigint"?e<-9223372036854775808n||e>9223372036854775807n:
typeof e!="number"||e%1!==0||e<-9223372036854776e3||e>9223372036854776e3){let r={instancePath:n+"/kernel",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"\
integer64",params:{},schema:h.integer64,parentSchema:h,data:e};t===null?t=[r]:t.push(r),s++}}if(i.kernelTCP!==void 0){let e=i.kernelTCP;if(typeof e=="bigint"?e<
-9223372036854775808n||e>9223372036854775807n:typeof e!="number"||e%1!==0||e<-9223372036854776e3||e>9223372036854776e3){let r={instancePath:n+"/kernelTCP",schemaPath:"\
defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},schema:h.integer64,parentSchema:h,data:e};t===null?t=[r]:t.push(r),s++}}if(i.swappiness!==
void 0){let e=i.swappiness;if(typeof e=="bigint"?e<0n||e>18446744073709551615n:typeof e!="number"||e%1!==0||e<0||e>18446744073709552e3){let r={instancePath:n+"/\
swappiness",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},schema:g.integer64,parentSchema:g,data:e};t===null?t=[r]:t.push(r),
s++}}if(i.disableOOMKiller!==void 0){let e=i.disableOOMKiller;if(typeof e!="boolean"){let r={instancePath:n+"/disableOOMKiller",schemaPath:"#/properties/disable\
OOMKiller/type",keyword:"type",params:{type:"boolean"},schema:B.properties.disableOOMKiller.type,parentSchema:B.properties.disableOOMKiller,data:e};t===null?t=[
r]:t.push(r),s++}}if(i.useHierarchy!==void 0){let e=i.useHierarchy;if(typeof e!="boolean"){let r={instancePath:n+"/useHierarchy",schemaPath:"#/properties/useHie\
rarchy/type",keyword:"type",params:{type:"boolean"},schema:B.properties.useHierarchy.type,parentSchema:B.properties.useHierarchy,data:e};t===null?t=[r]:t.push(r),
s++}}if(i.checkBeforeUpdate!==void 0){let e=i.checkBeforeUpdate;if(typeof e!="boolean"){let r={instancePath:n+"/checkBeforeUpdate",schemaPath:"#/properties/chec\
kBeforeUpdate/type",keyword:"type",params:{type:"boolean"},schema:B.properties.checkBeforeUpdate.type,parentSchema:B.properties.checkBeforeUpdate,data:e};t===null?
t=[r]:t.push(r),s++}}}else{let e={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:B.type,parentSchema:B,data:i};t===null?t=[e]:t.
push(e),s++}return ee.errors=t,s===0}var fe={type:"object",properties:{shares:{$ref:"defs.json#/definitions/uint64"},quota:{$ref:"defs.json#/definitions/int64"},
burst:{$ref:"defs.json#/definitions/uint64"},period:{$ref:"defs.json#/definitions/uint64"},realtimeRuntime:{$ref:"defs.json#/definitions/int64"},realtimePeriod:{
$ref:"defs.json#/definitions/uint64"},cpus:{type:"string"},mems:{type:"string"},idle:{$ref:"defs.json#/definitions/int64"}}};function te(i,{instancePath:n="",parentData:d,
parentDataProperty:u,rootData:m=i}={}){let t=null,s=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.shares!==void 0){let e=i.shares;if(typeof e=="bigint"?e<
0n||e>18446744073709551615n:typeof e!="number"||e%1!==0||e<0||e>18446744073709552e3){let r={instancePath:n+"/shares",schemaPath:"defs.json#/definitions/uint64/i\
nteger64",keyword:"integer64",params:{},schema:g.integer64,parentSchema:g,data:e};t===null?t=[r]:t.push(r),s++}}if(i.quota!==void 0){let e=i.quota;if(typeof e==
"bigint"?e<-9223372036854775808n||e>9223372036854775807n:typeof e!="number"||e%1!==0||e<-9223372036854776e3||e>9223372036854776e3){let r={instancePath:n+"/quota",
schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},schema:h.integer64,parentSchema:h,data:e};t===null?t=[r]:t.push(r),s++}}if(i.burst!==
void 0){let e=i.burst;if(typeof e=="bigint"?e<0n||e>18446744073709551615n:typeof e!="number"||e%1!==0||e<0||e>18446744073709552e3){let r={instancePath:n+"/burst",
schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},schema:g.integer64,parentSchema:g,data:e};t===null?t=[r]:t.push(r),s++}}if(i.
period!==void 0){let e=i.period;if(typeof e=="bigint"?e<0n||e>18446744073709551615n:typeof e!="number"||e%1!==0||e<0||e>18446744073709552e3){let r={instancePath:n+
"/period",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},schema:g.integer64,parentSchema:g,data:e};t===null?t=[r]:t.push(r),
s++}}if(i.realtimeRuntime!==void 0){let e=i.realtimeRuntime;if(typeof e=="bigint"?e<-9223372036854775808n||e>9223372036854775807n:typeof e!="number"||e%1!==0||e<
-9223372036854776e3||e>9223372036854776e3){let r={instancePath:n+"/realtimeRuntime",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},
schema:h.integer64,parentSchema:h,data:e};t===null?t=[r]:t.push(r),s++}}if(i.realtimePeriod!==void 0){let e=i.realtimePeriod;if(typeof e=="bigint"?e<0n||e>18446744073709551615n:
typeof e!="number"||e%1!==0||e<0||e>18446744073709552e3){let r={instancePath:n+"/realtimePeriod",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"i\
nteger64",params:{},schema:g.integer64,parentSchema:g,data:e};t===null?t=[r]:t.push(r),s++}}if(i.cpus!==void 0){let e=i.cpus;if(typeof e!="string"){let r={instancePath:n+
"/cpus",schemaPath:"#/properties/cpus/type",keyword:"type",params:{type:"string"},schema:fe.properties.cpus.type,parentSchema:fe.properties.cpus,data:e};t===null?
t=[r]:t.push(r),s++}}if(i.mems!==void 0){let e=i.mems;if(typeof e!="string"){let r={instancePath:n+"/mems",schemaPath:"#/properties/mems/type",keyword:"type",params:{
type:"string"},schema:fe.properties.mems.type,parentSchema:fe.properties.mems,data:e};t===null?t=[r]:t.push(r),s++}}if(i.idle!==void 0){let e=i.idle;if(typeof e==
"bigint"?e<-9223372036854775808n||e>9223372036854775807n:typeof e!="number"||e%1!==0||e<-9223372036854776e3||e>9223372036854776e3){let r={instancePath:n+"/idle",
schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},schema:h.integer64,parentSchema:h,data:e};t===null?t=[r]:t.push(r),s++}}}else{
let e={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:fe.type,parentSchema:fe,data:i};t===null?t=[e]:t.push(e),s++}return te.errors=
t,s===0}var Me={type:"object",required:["limit"],properties:{limit:{$ref:"defs.json#/definitions/int64"}}};function re(i,{instancePath:n="",parentData:d,parentDataProperty:u,
rootData:m=i}={}){let t=null,s=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.limit===void 0){let e={instancePath:n,schemaPath:"#/required",keyword:"requir\
ed",params:{missingProperty:"limit"},schema:Me.required,parentSchema:Me,data:i};t===null?t=[e]:t.push(e),s++}if(i.limit!==void 0){let e=i.limit;if(typeof e=="bi\
gint"?e<-9223372036854775808n||e>9223372036854775807n:typeof e!="number"||e%1!==0||e<-9223372036854776e3||e>9223372036854776e3){let r={instancePath:n+"/limit",schemaPath:"\
defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},schema:h.integer64,parentSchema:h,data:e};t===null?t=[r]:t.push(r),s++}}}else{let e={instancePath:n,
schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:Me.type,parentSchema:Me,data:i};t===null?t=[e]:t.push(e),s++}return re.errors=t,s===0}var L={type:"\
object",properties:{weight:{$ref:"defs.json#/definitions/uint16"},leafWeight:{$ref:"defs.json#/definitions/uint16"},weightDevice:{type:"array",items:{$ref:"defs\
-linux.json#/definitions/BlockIoWeight"}},throttleReadBpsDevice:{type:"array",items:{$ref:"defs-linux.json#/definitions/BlockIoThrottle"}},throttleWriteBpsDevice:{
type:"array",items:{$ref:"defs-linux.json#/definitions/BlockIoThrottle"}},throttleReadIOPSDevice:{type:"array",items:{$ref:"defs-linux.json#/definitions/BlockIo\
Throttle"}},throttleWriteIOPSDevice:{type:"array",items:{$ref:"defs-linux.json#/definitions/BlockIoThrottle"}}}},C={type:"integer",minimum:0,maximum:65535},ce={
type:"object",required:["major","minor"],properties:{major:{$ref:"defs.json#/definitions/int64"},minor:{$ref:"defs.json#/definitions/int64"},weight:{$ref:"defs.\
json#/definitions/uint16"},leafWeight:{$ref:"defs.json#/definitions/uint16"}}};function Ee(i,{instancePath:n="",parentData:d,parentDataProperty:u,rootData:m=i}={}){
let t=null,s=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.major===void 0){let e={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"\
major"},schema:ce.required,parentSchema:ce,data:i};t===null?t=[e]:t.push(e),s++}if(i.minor===void 0){let e={instancePath:n,schemaPath:"#/required",keyword:"requ\
ired",params:{missingProperty:"minor"},schema:ce.required,parentSchema:ce,data:i};t===null?t=[e]:t.push(e),s++}if(i.major!==void 0){let e=i.major;if(typeof e=="\
bigint"?e<-9223372036854775808n||e>9223372036854775807n:typeof e!="number"||e%1!==0||e<-9223372036854776e3||e>9223372036854776e3){let r={instancePath:n+"/major",
schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},schema:h.integer64,parentSchema:h,data:e};t===null?t=[r]:t.push(r),s++}}if(i.minor!==
void 0){let e=i.minor;if(typeof e=="bigint"?e<-9223372036854775808n||e>9223372036854775807n:typeof e!="number"||e%1!==0||e<-9223372036854776e3||e>9223372036854776e3){
let r={instancePath:n+"/minor",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},schema:h.integer64,parentSchema:h,data:e};t===null?
t=[r]:t.push(r),s++}}if(i.weight!==void 0){let e=i.weight;if(!(typeof e=="number"&&!(e%1)&&!isNaN(e)&&isFinite(e))){let r={instancePath:n+"/weight",schemaPath:"\
defs.json#/definitions/uint16/type",keyword:"type",params:{type:"integer"},schema:C.type,parentSchema:C,data:e};t===null?t=[r]:t.push(r),s++}if(typeof e=="numbe\
r"&&isFinite(e)){if(e>65535||isNaN(e)){let r={instancePath:n+"/weight",schemaPath:"defs.json#/definitions/uint16/maximum",keyword:"maximum",params:{comparison:"\
<=",limit:65535},schema:65535,parentSchema:C,data:e};t===null?t=[r]:t.push(r),s++}if(e<0||isNaN(e)){let r={instancePath:n+"/weight",schemaPath:"defs.json#/defin\
itions/uint16/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:C,data:e};t===null?t=[r]:t.push(r),s++}}}if(i.leafWeight!==void 0){
let e=i.leafWeight;if(!(typeof e=="number"&&!(e%1)&&!isNaN(e)&&isFinite(e))){let r={instancePath:n+"/leafWeight",schemaPath:"defs.json#/definitions/uint16/type",
keyword:"type",params:{type:"integer"},schema:C.type,parentSchema:C,data:e};t===null?t=[r]:t.push(r),s++}if(typeof e=="number"&&isFinite(e)){if(e>65535||isNaN(e)){
let r={instancePath:n+"/leafWeight",schemaPath:"defs.json#/definitions/uint16/maximum",keyword:"maximum",params:{comparison:"<=",limit:65535},schema:65535,parentSchema:C,
data:e};t===null?t=[r]:t.push(r),s++}if(e<0||isNaN(e)){let r={instancePath:n+"/leafWeight",schemaPath:"defs.json#/definitions/uint16/minimum",keyword:"minimum",
params:{comparison:">=",limit:0},schema:0,parentSchema:C,data:e};t===null?t=[r]:t.push(r),s++}}}}else{let e={instancePath:n,schemaPath:"#/type",keyword:"type",params:{
type:"object"},schema:ce.type,parentSchema:ce,data:i};t===null?t=[e]:t.push(e),s++}return Ee.errors=t,s===0}var ye={type:"object",required:["major","minor"],properties:{
major:{$ref:"defs.json#/definitions/int64"},minor:{$ref:"defs.json#/definitions/int64"},rate:{$ref:"defs.json#/definitions/uint64"}}};function N(i,{instancePath:n="",
parentData:d,parentDataProperty:u,rootData:m=i}={}){let t=null,s=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.major===void 0){let e={instancePath:n,schemaPath:"\
#/required",keyword:"required",params:{missingProperty:"major"},schema:ye.required,parentSchema:ye,data:i};t===null?t=[e]:t.push(e),s++}if(i.minor===void 0){let e={
instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"minor"},schema:ye.required,parentSchema:ye,data:i};t===null?t=[e]:t.push(e),s++}
if(i.major!==void 0){let e=i.major;if(typeof e=="bigint"?e<-9223372036854775808n||e>9223372036854775807n:typeof e!="number"||e%1!==0||e<-9223372036854776e3||e>9223372036854776e3){
let r={instancePath:n+"/major",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},schema:h.integer64,parentSchema:h,data:e};t===null?
t=[r]:t.push(r),s++}}if(i.minor!==void 0){let e=i.minor;if(typeof e=="bigint"?e<-9223372036854775808n||e>9223372036854775807n:typeof e!="number"||e%1!==0||e<-9223372036854776e3||
e>9223372036854776e3){let r={instancePath:n+"/minor",schemaPath:"defs.json#/definitions/int64/integer64",keyword:"integer64",params:{},schema:h.integer64,parentSchema:h,
data:e};t===null?t=[r]:t.push(r),s++}}if(i.rate!==void 0){let e=i.rate;if(typeof e=="bigint"?e<0n||e>18446744073709551615n:typeof e!="number"||e%1!==0||e<0||e>18446744073709552e3){
let r={instancePath:n+"/rate",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},schema:g.integer64,parentSchema:g,data:e};t===null?
t=[r]:t.push(r),s++}}}else{let e={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:ye.type,parentSchema:ye,data:i};t===null?t=[e]:
t.push(e),s++}return N.errors=t,s===0}function ie(i,{instancePath:n="",parentData:d,parentDataProperty:u,rootData:m=i}={}){let t=null,s=0;if(i&&typeof i=="objec\
t"&&!Array.isArray(i)){if(i.weight!==void 0){let e=i.weight;if(!(typeof e=="number"&&!(e%1)&&!isNaN(e)&&isFinite(e))){let r={instancePath:n+"/weight",schemaPath:"\
defs.json#/definitions/uint16/type",keyword:"type",params:{type:"integer"},schema:C.type,parentSchema:C,data:e};t===null?t=[r]:t.push(r),s++}if(typeof e=="numbe\
r"&&isFinite(e)){if(e>65535||isNaN(e)){let r={instancePath:n+"/weight",schemaPath:"defs.json#/definitions/uint16/maximum",keyword:"maximum",params:{comparison:"\
<=",limit:65535},schema:65535,parentSchema:C,data:e};t===null?t=[r]:t.push(r),s++}if(e<0||isNaN(e)){let r={instancePath:n+"/weight",schemaPath:"defs.json#/defin\
itions/uint16/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:C,data:e};t===null?t=[r]:t.push(r),s++}}}if(i.leafWeight!==void 0){
let e=i.leafWeight;if(!(typeof e=="number"&&!(e%1)&&!isNaN(e)&&isFinite(e))){let r={instancePath:n+"/leafWeight",schemaPath:"defs.json#/definitions/uint16/type",
keyword:"type",params:{type:"integer"},schema:C.type,parentSchema:C,data:e};t===null?t=[r]:t.push(r),s++}if(typeof e=="number"&&isFinite(e)){if(e>65535||isNaN(e)){
let r={instancePath:n+"/leafWeight",schemaPath:"defs.json#/definitions/uint16/maximum",keyword:"maximum",params:{comparison:"<=",limit:65535},schema:65535,parentSchema:C,
data:e};t===null?t=[r]:t.push(r),s++}if(e<0||isNaN(e)){let r={instancePath:n+"/leafWeight",schemaPath:"defs.json#/definitions/uint16/minimum",keyword:"minimum",
params:{comparison:">=",limit:0},schema:0,parentSchema:C,data:e};t===null?t=[r]:t.push(r),s++}}}if(i.weightDevice!==void 0){let e=i.weightDevice;if(Array.isArray(
e)){let r=e.length;for(let a=0;a<r;a++)Ee(e[a],{instancePath:n+"/weightDevice/"+a,parentData:e,parentDataProperty:a,rootData:m})||(t=t===null?Ee.errors:t.concat(
Ee.errors),s=t.length)}else{let r={instancePath:n+"/weightDevice",schemaPath:"#/properties/weightDevice/type",keyword:"type",params:{type:"array"},schema:L.properties.
weightDevice.type,parentSchema:L.properties.weightDevice,data:e};t===null?t=[r]:t.push(r),s++}}if(i.throttleReadBpsDevice!==void 0){let e=i.throttleReadBpsDevice;
if(Array.isArray(e)){let r=e.length;for(let a=0;a<r;a++)N(e[a],{instancePath:n+"/throttleReadBpsDevice/"+a,parentData:e,parentDataProperty:a,rootData:m})||(t=t===
null?N.errors:t.concat(N.errors),s=t.length)}else{let r={instancePath:n+"/throttleReadBpsDevice",schemaPath:"#/properties/throttleReadBpsDevice/type",keyword:"t\
ype",params:{type:"array"},schema:L.properties.throttleReadBpsDevice.type,parentSchema:L.properties.throttleReadBpsDevice,data:e};t===null?t=[r]:t.push(r),s++}}
if(i.throttleWriteBpsDevice!==void 0){let e=i.throttleWriteBpsDevice;if(Array.isArray(e)){let r=e.length;for(let a=0;a<r;a++)N(e[a],{instancePath:n+"/throttleWr\
iteBpsDevice/"+a,parentData:e,parentDataProperty:a,rootData:m})||(t=t===null?N.errors:t.concat(N.errors),s=t.length)}else{let r={instancePath:n+"/throttleWriteB\
psDevice",schemaPath:"#/properties/throttleWriteBpsDevice/type",keyword:"type",params:{type:"array"},schema:L.properties.throttleWriteBpsDevice.type,parentSchema:L.
properties.throttleWriteBpsDevice,data:e};t===null?t=[r]:t.push(r),s++}}if(i.throttleReadIOPSDevice!==void 0){let e=i.throttleReadIOPSDevice;if(Array.isArray(e)){
let r=e.length;for(let a=0;a<r;a++)N(e[a],{instancePath:n+"/throttleReadIOPSDevice/"+a,parentData:e,parentDataProperty:a,rootData:m})||(t=t===null?N.errors:t.concat(
N.errors),s=t.length)}else{let r={instancePath:n+"/throttleReadIOPSDevice",schemaPath:"#/properties/throttleReadIOPSDevice/type",keyword:"type",params:{type:"ar\
ray"},schema:L.properties.throttleReadIOPSDevice.type,parentSchema:L.properties.throttleReadIOPSDevice,data:e};t===null?t=[r]:t.push(r),s++}}if(i.throttleWriteIOPSDevice!==
void 0){let e=i.throttleWriteIOPSDevice;if(Array.isArray(e)){let r=e.length;for(let a=0;a<r;a++)N(e[a],{instancePath:n+"/throttleWriteIOPSDevice/"+a,parentData:e,
parentDataProperty:a,rootData:m})||(t=t===null?N.errors:t.concat(N.errors),s=t.length)}else{let r={instancePath:n+"/throttleWriteIOPSDevice",schemaPath:"#/prope\
rties/throttleWriteIOPSDevice/type",keyword:"type",params:{type:"array"},schema:L.properties.throttleWriteIOPSDevice.type,parentSchema:L.properties.throttleWriteIOPSDevice,
data:e};t===null?t=[r]:t.push(r),s++}}}else{let e={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:L.type,parentSchema:L,data:i};
t===null?t=[e]:t.push(e),s++}return ie.errors=t,s===0}var H={type:"object",required:["pageSize","limit"],properties:{pageSize:{type:"string",pattern:"^[1-9][0-9\
]*[KMG]B$","x-form":"a size such as 2MB or 1GB"},limit:{$ref:"defs.json#/definitions/uint64"}}},it=new RegExp("^[1-9][0-9]*[KMG]B$","u");function se(i,{instancePath:n="",
parentData:d,parentDataProperty:u,rootData:m=i}={}){let t=null,s=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.pageSize===void 0){let e={instancePath:n,schemaPath:"\
#/required",keyword:"required",params:{missingProperty:"pageSize"},schema:H.required,parentSchema:H,data:i};t===null?t=[e]:t.push(e),s++}if(i.limit===void 0){let e={
instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"limit"},schema:H.required,parentSchema:H,data:i};t===null?t=[e]:t.push(e),s++}
if(i.pageSize!==void 0){let e=i.pageSize;if(typeof e=="string"){if(!it.test(e)){let r={instancePath:n+"/pageSize",schemaPath:"#/properties/pageSize/pattern",keyword:"\
pattern",params:{pattern:"^[1-9][0-9]*[KMG]B$"},schema:"^[1-9][0-9]*[KMG]B$",parentSchema:H.properties.pageSize,data:e};t===null?t=[r]:t.push(r),s++}}else{let r={
instancePath:n+"/pageSize",schemaPath:"#/properties/pageSize/type",keyword:"type",params:{type:"string"},schema:H.properties.pageSize.type,parentSchema:H.properties.
pageSize,data:e};t===null?t=[r]:t.push(r),s++}}if(i.limit!==void 0){let e=i.limit;if(typeof e=="bigint"?e<0n||e>18446744073709551615n:typeof e!="number"||e%1!==
0||e<0||e>18446744073709552e3){let r={instancePath:n+"/limit",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},schema:g.integer64,
parentSchema:g,data:e};t===null?t=[r]:t.push(r),s++}}}else{let e={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:H.type,parentSchema:H,
data:i};t===null?t=[e]:t.push(e),s++}return se.errors=t,s===0}var ve={type:"object",properties:{classID:{$ref:"defs.json#/definitions/uint32"},priorities:{type:"\
array",items:{$ref:"defs-linux.json#/definitions/InterfacePriority"}}}},G={type:"object",required:["name","priority"],properties:{name:{type:"string"},priority:{
$ref:"defs.json#/definitions/uint32"}}};function Oe(i,{instancePath:n="",parentData:d,parentDataProperty:u,rootData:m=i}={}){let t=null,s=0;if(i&&typeof i=="obj\
ect"&&!Array.isArray(i)){if(i.name===void 0){let e={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"name"},schema:G.required,
parentSchema:G,data:i};t===null?t=[e]:t.push(e),s++}if(i.priority===void 0){let e={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"\
priority"},schema:G.required,parentSchema:G,data:i};t===null?t=[e]:t.push(e),s++}if(i.name!==void 0){let e=i.name;if(typeof e!="string"){let r={instancePath:n+"\
/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type:"string"},schema:G.properties.name.type,parentSchema:G.properties.name,data:e};t===null?t=
[r]:t.push(r),s++}}if(i.priority!==void 0){let e=i.priority;if(!(typeof e=="number"&&!(e%1)&&!isNaN(e)&&isFinite(e))){let r={instancePath:n+"/priority",schemaPath:"\
defs.json#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:l.type,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}if(typeof e=="numbe\
r"&&isFinite(e)){if(e>4294967295||isNaN(e)){let r={instancePath:n+"/priority",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison:"\
<=",limit:4294967295},schema:4294967295,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}if(e<0||isNaN(e)){let r={instancePath:n+"/priority",schemaPath:"defs\
.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}}}}else{let e={
instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:G.type,parentSchema:G,data:i};t===null?t=[e]:t.push(e),s++}return Oe.errors=t,s===
0}function ne(i,{instancePath:n="",parentData:d,parentDataProperty:u,rootData:m=i}={}){let t=null,s=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.classID!==
void 0){let e=i.classID;if(!(typeof e=="number"&&!(e%1)&&!isNaN(e)&&isFinite(e))){let r={instancePath:n+"/classID",schemaPath:"defs.json#/definitions/uint32/typ\
e",keyword:"type",params:{type:"integer"},schema:l.type,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}if(typeof e=="number"&&isFinite(e)){if(e>4294967295||
isNaN(e)){let r={instancePath:n+"/classID",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison:"<=",limit:4294967295},schema:4294967295,
parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}if(e<0||isNaN(e)){let r={instancePath:n+"/classID",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"\
minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}}}if(i.priorities!==void 0){let e=i.priorities;if(Array.isArray(
e)){let r=e.length;for(let a=0;a<r;a++)Oe(e[a],{instancePath:n+"/priorities/"+a,parentData:e,parentDataProperty:a,rootData:m})||(t=t===null?Oe.errors:t.concat(Oe.
errors),s=t.length)}else{let r={instancePath:n+"/priorities",schemaPath:"#/properties/priorities/type",keyword:"type",params:{type:"array"},schema:ve.properties.
priorities.type,parentSchema:ve.properties.priorities,data:e};t===null?t=[r]:t.push(r),s++}}}else{let e={instancePath:n,schemaPath:"#/type",keyword:"type",params:{
type:"object"},schema:ve.type,parentSchema:ve,data:i};t===null?t=[e]:t.push(e),s++}return ne.errors=t,s===0}var Ze={type:"object",properties:{hcaHandles:{$ref:"\
defs.json#/definitions/uint32"},hcaObjects:{$ref:"defs.json#/definitions/uint32"}}};function ae(i,{instancePath:n="",parentData:d,parentDataProperty:u,rootData:m=i}={}){
let t=null,s=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.hcaHandles!==void 0){let e=i.hcaHandles;if(!(typeof e=="number"&&!(e%1)&&!isNaN(e)&&isFinite(e))){
let r={instancePath:n+"/hcaHandles",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:l.type,parentSchema:l,data:e};
t===null?t=[r]:t.push(r),s++}if(typeof e=="number"&&isFinite(e)){if(e>4294967295||isNaN(e)){let r={instancePath:n+"/hcaHandles",schemaPath:"defs.json#/definitio\
ns/uint32/maximum",keyword:"maximum",params:{comparison:"<=",limit:4294967295},schema:4294967295,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}if(e<0||isNaN(
e)){let r={instancePath:n+"/hcaHandles",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:l,
data:e};t===null?t=[r]:t.push(r),s++}}}if(i.hcaObjects!==void 0){let e=i.hcaObjects;if(!(typeof e=="number"&&!(e%1)&&!isNaN(e)&&isFinite(e))){let r={instancePath:n+
"/hcaObjects",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:l.type,parentSchema:l,data:e};t===null?t=[r]:t.push(
r),s++}if(typeof e=="number"&&isFinite(e)){if(e>4294967295||isNaN(e)){let r={instancePath:n+"/hcaObjects",schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"\
maximum",params:{comparison:"<=",limit:4294967295},schema:4294967295,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}if(e<0||isNaN(e)){let r={instancePath:n+
"/hcaObjects",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:l,data:e};t===null?t=[
r]:t.push(r),s++}}}}else{let e={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:Ze.type,parentSchema:Ze,data:i};t===null?t=[e]:t.
push(e),s++}return ae.errors=t,s===0}var Ue=new RegExp(".","u");function qe(i,{instancePath:n="",parentData:d,parentDataProperty:u,rootData:m=i}={}){let t=null,
s=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.devices!==void 0){let e=i.devices;if(Array.isArray(e)){let r=e.length;for(let a=0;a<r;a++)J(e[a],{instancePath:n+
"/devices/"+a,parentData:e,parentDataProperty:a,rootData:m})||(t=t===null?J.errors:t.concat(J.errors),s=t.length)}else{let r={instancePath:n+"/devices",schemaPath:"\
#/properties/devices/type",keyword:"type",params:{type:"array"},schema:A.properties.devices.type,parentSchema:A.properties.devices,data:e};t===null?t=[r]:t.push(
r),s++}}if(i.memory!==void 0&&(ee(i.memory,{instancePath:n+"/memory",parentData:i,parentDataProperty:"memory",rootData:m})||(t=t===null?ee.errors:t.concat(ee.errors),
s=t.length)),i.cpu!==void 0&&(te(i.cpu,{instancePath:n+"/cpu",parentData:i,parentDataProperty:"cpu",rootData:m})||(t=t===null?te.errors:t.concat(te.errors),s=t.
length)),i.pids!==void 0&&(re(i.pids,{instancePath:n+"/pids",parentData:i,parentDataProperty:"pids",rootData:m})||(t=t===null?re.errors:t.concat(re.errors),s=t.
length)),i.blockIO!==void 0&&(ie(i.blockIO,{instancePath:n+"/blockIO",parentData:i,parentDataProperty:"blockIO",rootData:m})||(t=t===null?ie.errors:t.concat(ie.
errors),s=t.length)),i.hugepageLimits!==void 0){let e=i.hugepageLimits;if(Array.isArray(e)){let r=e.length;for(let a=0;a<r;a++)se(e[a],{instancePath:n+"/hugepag\
eLimits/"+a,parentData:e,parentDataProperty:a,rootData:m})||(t=t===null?se.errors:t.concat(se.errors),s=t.length)}else{let r={instancePath:n+"/hugepageLimits",schemaPath:"\
#/properties/hugepageLimits/type",keyword:"type",params:{type:"array"},schema:A.properties.hugepageLimits.type,parentSchema:A.properties.hugepageLimits,data:e};
t===null?t=[r]:t.push(r),s++}}if(i.network!==void 0&&(ne(i.network,{instancePath:n+"/network",parentData:i,parentDataProperty:"network",rootData:m})||(t=t===null?
ne.errors:t.concat(ne.errors),s=t.length)),i.rdma!==void 0){let e=i.rdma;if(e&&typeof e=="object"&&!Array.isArray(e))for(let r in e)ae(e[r],{instancePath:n+"/rd\
ma/"+r.replace(/~/g,"~0").replace(/\//g,"~1"),parentData:e,parentDataProperty:r,rootData:m})||(t=t===null?ae.errors:t.concat(ae.errors),s=t.length);else{let r={
instancePath:n+"/rdma",schemaPath:"#/properties/rdma/type",keyword:"type",params:{type:"object"},schema:A.properties.rdma.type,parentSchema:A.properties.rdma,data:e};
t===null?t=[r]:t.push(r),s++}}if(i.unified!==void 0){let e=i.unified;if(e&&typeof e=="object"&&!Array.isArray(e)){for(let r in e)if(Ue.test(r)){let a=e[r];if(typeof a!=
"string"){let p={instancePath:n+"/unified/"+r.replace(/~/g,"~0").replace(/\//g,"~1"),schemaPath:"defs.json#/definitions/stringMap/patternProperties/./type",keyword:"\
type",params:{type:"string"},schema:_.patternProperties["."].type,parentSchema:_.patternProperties["."],data:a};t===null?t=[p]:t.push(p),s++}}}else{let r={instancePath:n+
"/unified",schemaPath:"defs.json#/definitions/stringMap/type",keyword:"type",params:{type:"object"},schema:_.type,parentSchema:_,data:e};t===null?t=[r]:t.push(r),
s++}}}else{let e={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:A.type,parentSchema:A,data:i};t===null?t=[e]:t.push(e),s++}return qe.
errors=t,s===0}var M={type:"object",required:["defaultAction"],properties:{defaultAction:{$ref:"defs-linux.json#/definitions/SeccompAction"},defaultErrnoRet:{$ref:"\
defs.json#/definitions/uint32"},architectures:{type:"array",items:{$ref:"defs-linux.json#/definitions/SeccompArch"}},flags:{type:"array",items:{$ref:"defs-linux\
.json#/definitions/SeccompFlag"}},listenerPath:{type:"string"},listenerMetadata:{type:"string"},syscalls:{type:"array",items:{$ref:"defs-linux.json#/definitions\
/SeccompRule"}}}},q={type:"string",enum:["SCMP_ACT_KILL","SCMP_ACT_KILL_THREAD","SCMP_ACT_KILL_PROCESS","SCMP_ACT_TRAP","SCMP_ACT_ERRNO","SCMP_ACT_TRACE","SCMP_\
ACT_ALLOW","SCMP_ACT_LOG","SCMP_ACT_NOTIFY"]},we={type:"string",enum:["SCMP_ARCH_X86","SCMP_ARCH_X86_64","SCMP_ARCH_X32","SCMP_ARCH_ARM","SCMP_ARCH_AARCH64","SC\
MP_ARCH_LOONGARCH64","SCMP_ARCH_M68K","SCMP_ARCH_MIPS","SCMP_ARCH_MIPS64","SCMP_ARCH_MIPS64N32","SCMP_ARCH_MIPSEL","SCMP_ARCH_MIPSEL64","SCMP_ARCH_MIPSEL64N32",
"SCMP_ARCH_PPC","SCMP_ARCH_PPC64","SCMP_ARCH_PPC64LE","SCMP_ARCH_S390","SCMP_ARCH_S390X","SCMP_ARCH_SH","SCMP_ARCH_SHEB","SCMP_ARCH_PARISC","SCMP_ARCH_PARISC64",
"SCMP_ARCH_RISCV64"]},je={type:"string",enum:["SECCOMP_FILTER_FLAG_TSYNC","SECCOMP_FILTER_FLAG_LOG","SECCOMP_FILTER_FLAG_SPEC_ALLOW","SECCOMP_FILTER_FLAG_WAIT_K\
ILLABLE_RECV"]},v={type:"object",required:["names","action"],properties:{names:{type:"array",items:{type:"string"},minItems:1},action:{$ref:"#/definitions/Secco\
mpAction"},errnoRet:{$ref:"defs.json#/definitions/uint32"},args:{type:"array",items:{$ref:"#/definitions/SeccompArg"}}}},z={type:"object",required:["index","val\
ue","op"],properties:{index:{$ref:"defs.json#/definitions/uint32"},value:{$ref:"defs.json#/definitions/uint64"},valueTwo:{$ref:"defs.json#/definitions/uint64"},
op:{$ref:"#/definitions/SeccompOperator"}}},ke={type:"string",enum:["SCMP_CMP_NE","SCMP_CMP_LT","SCMP_CMP_LE","SCMP_CMP_EQ","SCMP_CMP_GE","SCMP_CMP_GT","SCMP_CM\
P_MASKED_EQ"]};function Fe(i,{instancePath:n="",parentData:d,parentDataProperty:u,rootData:m=i}={}){let t=null,s=0;if(i&&typeof i=="object"&&!Array.isArray(i)){
if(i.index===void 0){let e={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"index"},schema:z.required,parentSchema:z,data:i};
t===null?t=[e]:t.push(e),s++}if(i.value===void 0){let e={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"value"},schema:z.required,
parentSchema:z,data:i};t===null?t=[e]:t.push(e),s++}if(i.op===void 0){let e={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"\
op"},schema:z.required,parentSchema:z,data:i};t===null?t=[e]:t.push(e),s++}if(i.index!==void 0){let e=i.index;if(!(typeof e=="number"&&!(e%1)&&!isNaN(e)&&isFinite(
e))){let r={instancePath:n+"/index",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:l.type,parentSchema:l,data:e};
t===null?t=[r]:t.push(r),s++}if(typeof e=="number"&&isFinite(e)){if(e>4294967295||isNaN(e)){let r={instancePath:n+"/index",schemaPath:"defs.json#/definitions/ui\
nt32/maximum",keyword:"maximum",params:{comparison:"<=",limit:4294967295},schema:4294967295,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}if(e<0||isNaN(e)){
let r={instancePath:n+"/index",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:l,data:e};
t===null?t=[r]:t.push(r),s++}}}if(i.value!==void 0){let e=i.value;if(typeof e=="bigint"?e<0n||e>18446744073709551615n:typeof e!="number"||e%1!==0||e<0||e>18446744073709552e3){
let r={instancePath:n+"/value",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},schema:g.integer64,parentSchema:g,data:e};t===
null?t=[r]:t.push(r),s++}}if(i.valueTwo!==void 0){let e=i.valueTwo;if(typeof e=="bigint"?e<0n||e>18446744073709551615n:typeof e!="number"||e%1!==0||e<0||e>18446744073709552e3){
let r={instancePath:n+"/valueTwo",schemaPath:"defs.json#/definitions/uint64/integer64",keyword:"integer64",params:{},schema:g.integer64,parentSchema:g,data:e};t===
null?t=[r]:t.push(r),s++}}if(i.op!==void 0){let e=i.op;if(typeof e!="string"){let r={instancePath:n+"/op",schemaPath:"#/definitions/SeccompOperator/type",keyword:"\
type",params:{type:"string"},schema:ke.type,parentSchema:ke,data:e};t===null?t=[r]:t.push(r),s++}if(!(e==="SCMP_CMP_NE"||e==="SCMP_CMP_LT"||e==="SCMP_CMP_LE"||e===
"SCMP_CMP_EQ"||e==="SCMP_CMP_GE"||e==="SCMP_CMP_GT"||e==="SCMP_CMP_MASKED_EQ")){let r={instancePath:n+"/op",schemaPath:"#/definitions/SeccompOperator/enum",keyword:"\
enum",params:{allowedValues:ke.enum},schema:ke.enum,parentSchema:ke,data:e};t===null?t=[r]:t.push(r),s++}}}else{let e={instancePath:n,schemaPath:"#/type",keyword:"\
type",params:{type:"object"},schema:z.type,parentSchema:z,data:i};t===null?t=[e]:t.push(e),s++}return Fe.errors=t,s===0}function He(i,{instancePath:n="",parentData:d,
parentDataProperty:u,rootData:m=i}={}){let t=null,s=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.names===void 0){let e={instancePath:n,schemaPath:"#/requ\
ired",keyword:"required",params:{missingProperty:"names"},schema:v.required,parentSchema:v,data:i};t===null?t=[e]:t.push(e),s++}if(i.action===void 0){let e={instancePath:n,
schemaPath:"#/required",keyword:"required",params:{missingProperty:"action"},schema:v.required,parentSchema:v,data:i};t===null?t=[e]:t.push(e),s++}if(i.names!==
void 0){let e=i.names;if(Array.isArray(e)){if(e.length<1){let a={instancePath:n+"/names",schemaPath:"#/properties/names/minItems",keyword:"minItems",params:{limit:1},
schema:1,parentSchema:v.properties.names,data:e};t===null?t=[a]:t.push(a),s++}let r=e.length;for(let a=0;a<r;a++){let p=e[a];if(typeof p!="string"){let o={instancePath:n+
"/names/"+a,schemaPath:"#/properties/names/items/type",keyword:"type",params:{type:"string"},schema:v.properties.names.items.type,parentSchema:v.properties.names.
items,data:p};t===null?t=[o]:t.push(o),s++}}}else{let r={instancePath:n+"/names",schemaPath:"#/properties/names/type",keyword:"type",params:{type:"array"},schema:v.
properties.names.type,parentSchema:v.properties.names,data:e};t===null?t=[r]:t.push(r),s++}}if(i.action!==void 0){let e=i.action;if(typeof e!="string"){let r={instancePath:n+
"/action",schemaPath:"#/definitions/SeccompAction/type",keyword:"type",params:{type:"string"},schema:q.type,parentSchema:q,data:e};t===null?t=[r]:t.push(r),s++}
if(!(e==="SCMP_ACT_KILL"||e==="SCMP_ACT_KILL_THREAD"||e==="SCMP_ACT_KILL_PROCESS"||e==="SCMP_ACT_TRAP"||e==="SCMP_ACT_ERRNO"||e==="SCMP_ACT_TRACE"||e==="SCMP_AC\
T_ALLOW"||e==="SCMP_ACT_LOG"||e==="SCMP_ACT_NOTIFY")){let r={instancePath:n+"/action",schemaPath:"#/definitions/SeccompAction/enum",keyword:"enum",params:{allowedValues:q.
enum},schema:q.enum,parentSchema:q,data:e};t===null?t=[r]:t.push(r),s++}}if(i.errnoRet!==void 0){let e=i.errnoRet;if(!(typeof e=="number"&&!(e%1)&&!isNaN(e)&&isFinite(
e))){let r={instancePath:n+"/errnoRet",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:l.type,parentSchema:l,data:e};
t===null?t=[r]:t.push(r),s++}if(typeof e=="number"&&isFinite(e)){if(e>4294967295||isNaN(e)){let r={instancePath:n+"/errnoRet",schemaPath:"defs.json#/definitions\
/uint32/maximum",keyword:"maximum",params:{comparison:"<=",limit:4294967295},schema:4294967295,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}if(e<0||isNaN(
e)){let r={instancePath:n+"/errnoRet",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison:">=",limit:0},schema:0,parentSchema:l,
data:e};t===null?t=[r]:t.push(r),s++}}}if(i.args!==void 0){let e=i.args;if(Array.isArray(e)){let r=e.length;for(let a=0;a<r;a++)Fe(e[a],{instancePath:n+"/args/"+
a,parentData:e,parentDataProperty:a,rootData:m})||(t=t===null?Fe.errors:t.concat(Fe.errors),s=t.length)}else{let r={instancePath:n+"/args",schemaPath:"#/propert\
ies/args/type",keyword:"type",params:{type:"array"},schema:v.properties.args.type,parentSchema:v.properties.args,data:e};t===null?t=[r]:t.push(r),s++}}}else{let e={
instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:v.type,parentSchema:v,data:i};t===null?t=[e]:t.push(e),s++}return He.errors=t,s===
0}function Te(i,{instancePath:n="",parentData:d,parentDataProperty:u,rootData:m=i}={}){let t=null,s=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.defaultAction===
void 0){let e={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"defaultAction"},schema:M.required,parentSchema:M,data:i};t===null?
t=[e]:t.push(e),s++}if(i.defaultAction!==void 0){let e=i.defaultAction;if(typeof e!="string"){let r={instancePath:n+"/defaultAction",schemaPath:"defs-linux.json\
#/definitions/SeccompAction/type",keyword:"type",params:{type:"string"},schema:q.type,parentSchema:q,data:e};t===null?t=[r]:t.push(r),s++}if(!(e==="SCMP_ACT_KIL\
L"||e==="SCMP_ACT_KILL_THREAD"||e==="SCMP_ACT_KILL_PROCESS"||e==="SCMP_ACT_TRAP"||e==="SCMP_ACT_ERRNO"||e==="SCMP_ACT_TRACE"||e==="SCMP_ACT_ALLOW"||e==="SCMP_AC\
T_LOG"||e==="SCMP_ACT_NOTIFY")){let r={instancePath:n+"/defaultAction",schemaPath:"defs-linux.json#/definitions/SeccompAction/enum",keyword:"enum",params:{allowedValues:q.
enum},schema:q.enum,parentSchema:q,data:e};t===null?t=[r]:t.push(r),s++}}if(i.defaultErrnoRet!==void 0){let e=i.defaultErrnoRet;if(!(typeof e=="number"&&!(e%1)&&
!isNaN(e)&&isFinite(e))){let r={instancePath:n+"/defaultErrnoRet",schemaPath:"defs.json#/definitions/uint32/type",keyword:"type",params:{type:"integer"},schema:l.
type,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}if(typeof e=="number"&&isFinite(e)){if(e>4294967295||isNaN(e)){let r={instancePath:n+"/defaultErrnoRet",
schemaPath:"defs.json#/definitions/uint32/maximum",keyword:"maximum",params:{comparison:"<=",limit:4294967295},schema:4294967295,parentSchema:l,data:e};t===null?
t=[r]:t.push(r),s++}if(e<0||isNaN(e)){let r={instancePath:n+"/defaultErrnoRet",schemaPath:"defs.json#/definitions/uint32/minimum",keyword:"minimum",params:{comparison:"\
>=",limit:0},schema:0,parentSchema:l,data:e};t===null?t=[r]:t.push(r),s++}}}if(i.architectures!==void 0){let e=i.architectures;if(Array.isArray(e)){let r=e.length;
for(let a=0;a<r;a++){let p=e[a];if(typeof p!="string"){let o={instancePath:n+"/architectures/"+a,schemaPath:"defs-linux.json#/definitions/SeccompArch/type",keyword:"\
type",params:{type:"string"},schema:we.type,parentSchema:we,data:p};t===null?t=[o]:t.push(o),s++}if(!(p==="SCMP_ARCH_X86"||p==="SCMP_ARCH_X86_64"||p==="SCMP_ARC\
H_X32"||p==="SCMP_ARCH_ARM"||p==="SCMP_ARCH_AARCH64"||p==="SCMP_ARCH_LOONGARCH64"||p==="SCMP_ARCH_M68K"||p==="SCMP_ARCH_MIPS"||p==="SCMP_ARCH_MIPS64"||p==="SCMP\
_ARCH_MIPS64N32"||p==="SCMP_ARCH_MIPSEL"||p==="SCMP_ARCH_MIPSEL64"||p==="SCMP_ARCH_MIPSEL64N32"||p==="SCMP_ARCH_PPC"||p==="SCMP_ARCH_PPC64"||p==="SCMP_ARCH_PPC6\
4LE"||p==="SCMP_ARCH_S390"||p==="SCMP_ARCH_S390X"||p==="SCMP_ARCH_SH"||p==="SCMP_ARCH_SHEB"||p==="SCMP_ARCH_PARISC"||p==="SCMP_ARCH_PARISC64"||p==="SCMP_ARCH_RI\
SCV64")){let o={instancePath:n+"/architectures/"+a,schemaPath:"defs-linux.json#/definitions/SeccompArch/enum",keyword:"enum",params:{allowedValues:we.enum},schema:we.
enum,parentSchema:we,data:p};t===null?t=[o]:t.push(o),s++}}}else{let r={instancePath:n+"/architectures",schemaPath:"#/properties/architectures/type",keyword:"ty\
pe",params:{type:"array"},schema:M.properties.architectures.type,parentSchema:M.properties.architectures,data:e};t===null?t=[r]:t.push(r),s++}}if(i.flags!==void 0){
let e=i.flags;if(Array.isArray(e)){let r=e.length;for(let a=0;a<r;a++){let p=e[a];if(typeof p!="string"){let o={instancePath:n+"/flags/"+a,schemaPath:"defs-linu\
x.json#/definitions/SeccompFlag/type",keyword:"type",params:{type:"string"},schema:je.type,parentSchema:je,data:p};t===null?t=[o]:t.push(o),s++}if(!(p==="SECCOM\
P_FILTER_FLAG_TSYNC"||p==="SECCOMP_FILTER_FLAG_LOG"||p==="SECCOMP_FILTER_FLAG_SPEC_ALLOW"||p==="SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV")){let o={instancePath:n+
"/flags/"+a,schemaPath:"defs-linux.json#/definitions/SeccompFlag/enum",keyword:"enum",params:{allowedValues:je.enum},schema:je.enum,parentSchema:je,data:p};t===
null?t=[o]:t.push(o),s++}}}else{let r={instancePath:n+"/flags",schemaPath:"#/properties/flags/type",keyword:"type",params:{type:"array"},schema:M.properties.flags.
type,parentSchema:M.properties.flags,data:e};t===null?t=[r]:t.push(r),s++}}if(i.listenerPath!==void 0){let e=i.listenerPath;if(typeof e!="string"){let r={instancePath:n+
"/listenerPath",schemaPath:"#/properties/listenerPath/type",keyword:"type",params:{type:"string"},schema:M.properties.listenerPath.type,parentSchema:M.properties.
listenerPath,data:e};t===null?t=[r]:t.push(r),s++}}if(i.listenerMetadata!==void 0){let e=i.listenerMetadata;if(typeof e!="string"){let r={instancePath:n+"/liste\
nerMetadata",schemaPath:"#/properties/listenerMetadata/type",keyword:"type",params:{type:"string"},schema:M.properties.listenerMetadata.type,parentSchema:M.properties.
listenerMetadata,data:e};t===null?t=[r]:t.push(r),s++}}if(i.syscalls!==void 0){let e=i.syscalls;if(Array.isArray(e)){let r=e.length;for(let a=0;a<r;a++)He(e[a],
{instancePath:n+"/syscalls/"+a,parentData:e,parentDataProperty:a,rootData:m})||(t=t===null?He.errors:t.concat(He.errors),s=t.length)}else{let r={instancePath:n+
"/syscalls",schemaPath:"#/properties/syscalls/type",keyword:"type",params:{type:"array"},schema:M.properties.syscalls.type,parentSchema:M.properties.syscalls,data:e};
t===null?t=[r]:t.push(r),s++}}}else{let e={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:M.type,parentSchema:M,data:i};t===null?
t=[e]:t.push(e),s++}return Te.errors=t,s===0}var he={type:"object",properties:{mode:{$ref:"defs-linux.json#/definitions/MemoryPolicyMode"},nodes:{type:"string"},
flags:{type:"array",items:{$ref:"defs-linux.json#/definitions/MemoryPolicyFlag"}}}},Ae={type:"string",enum:["MPOL_DEFAULT","MPOL_BIND","MPOL_INTERLEAVE","MPOL_W\
EIGHTED_INTERLEAVE","MPOL_PREFERRED","MPOL_PREFERRED_MANY","MPOL_LOCAL"]},Ce={type:"string",enum:["MPOL_F_NUMA_BALANCING","MPOL_F_RELATIVE_NODES","MPOL_F_STATIC\
_NODES"]};function Be(i,{instancePath:n="",parentData:d,parentDataProperty:u,rootData:m=i}={}){let t=null,s=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.
mode!==void 0){let e=i.mode;if(typeof e!="string"){let r={instancePath:n+"/mode",schemaPath:"defs-linux.json#/definitions/MemoryPolicyMode/type",keyword:"type",
params:{type:"string"},schema:Ae.type,parentSchema:Ae,data:e};t===null?t=[r]:t.push(r),s++}if(!(e==="MPOL_DEFAULT"||e==="MPOL_BIND"||e==="MPOL_INTERLEAVE"||e===
"MPOL_WEIGHTED_INTERLEAVE"||e==="MPOL_PREFERRED"||e==="MPOL_PREFERRED_MANY"||e==="MPOL_LOCAL")){let r={instancePath:n+"/mode",schemaPath:"defs-linux.json#/defin\
itions/MemoryPolicyMode/enum",keyword:"enum",params:{allowedValues:Ae.enum},schema:Ae.enum,parentSchema:Ae,data:e};t===null?t=[r]:t.push(r),s++}}if(i.nodes!==void 0){
let e=i.nodes;if(typeof e!="string"){let r={instancePath:n+"/nodes",schemaPath:"#/properties/nodes/type",keyword:"type",params:{type:"string"},schema:he.properties.
nodes.type,parentSchema:he.properties.nodes,data:e};t===null?t=[r]:t.push(r),s++}}if(i.flags!==void 0){let e=i.flags;if(Array.isArray(e)){let r=e.length;for(let a=0;a<
r;a++){let p=e[a];if(typeof p!="string"){let o={instancePath:n+"/flags/"+a,schemaPath:"defs-linux.json#/definitions/MemoryPolicyFlag/type",keyword:"type",params:{
type:"string"},schema:Ce.type,parentSchema:Ce,data:p};t===null?t=[o]:t.push(o),s++}if(!(p==="MPOL_F_NUMA_BALANCING"||p==="MPOL_F_RELATIVE_NODES"||p==="MPOL_F_ST\
ATIC_NODES")){let o={instancePath:n+"/flags/"+a,schemaPath:"defs-linux.json#/definitions/MemoryPolicyFlag/enum",keyword:"enum",params:{allowedValues:Ce.enum},schema:Ce.
enum,parentSchema:Ce,data:p};t===null?t=[o]:t.push(o),s++}}}else{let r={instancePath:n+"/flags",schemaPath:"#/properties/flags/type",keyword:"type",params:{type:"\
array"},schema:he.properties.flags.type,parentSchema:he.properties.flags,data:e};t===null?t=[r]:t.push(r),s++}}}else{let e={instancePath:n,schemaPath:"#/type",keyword:"\
type",params:{type:"object"},schema:he.type,parentSchema:he,data:i};t===null?t=[e]:t.push(e),s++}return Be.errors=t,s===0}var st=new RegExp("^MB:[^\\n]*$","u");
function Ge(i,{instancePath:n="",parentData:d,parentDataProperty:u,rootData:m=i}={}){let t=null,s=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.namespaces!==
void 0){let e=i.namespaces;if(Array.isArray(e)){let r=e.length;for(let a=0;a<r;a++)Re(e[a],{instancePath:n+"/namespaces/"+a,parentData:e,parentDataProperty:a,rootData:m})||
(t=t===null?Re.errors:t.concat(Re.errors),s=t.length)}else{let r={instancePath:n+"/namespaces",schemaPath:"#/properties/namespaces/type",keyword:"type",params:{
type:"array"},schema:P.properties.namespaces.type,parentSchema:P.properties.namespaces,data:e};t===null?t=[r]:t.push(r),s++}}if(i.uidMappings!==void 0){let e=i.
uidMappings;if(Array.isArray(e)){let r=e.length;for(let a=0;a<r;a++)W(e[a],{instancePath:n+"/uidMappings/"+a,parentData:e,parentDataProperty:a,rootData:m})||(t=
t===null?W.errors:t.concat(W.errors),s=t.length)}else{let r={instancePath:n+"/uidMappings",schemaPath:"#/properties/uidMappings/type",keyword:"type",params:{type:"\
array"},schema:P.properties.uidMappings.type,parentSchema:P.properties.uidMappings,data:e};t===null?t=[r]:t.push(r),s++}}if(i.gidMappings!==void 0){let e=i.gidMappings;
if(Array.isArray(e)){let r=e.length;for(let a=0;a<r;a++)W(e[a],{instancePath:n+"/gidMappings/"+a,parentData:e,parentDataProperty:a,rootData:m})||(t=t===null?W.errors:
t.concat(W.errors),s=t.length)}else{let r={instancePath:n+"/gidMappings",schemaPath:"#/properties/gidMappings/type",keyword:"type",params:{type:"array"},schema:P.
properties.gidMappings.type,parentSchema:P.properties.gidMappings,data:e};t===null?t=[r]:t.push(r),s++}}if(i.timeOffsets!==void 0&&(Ie(i.timeOffsets,{instancePath:n+
"/timeOffsets",parentData:i,parentDataProperty:"timeOffsets",rootData:m})||(t=t===null?Ie.errors:t.concat(Ie.errors),s=t.length)),i.devices!==void 0){let e=i.devices;
if(Array.isArray(e)){let r=e.length;for(let a=0;a<r;a++)xe(e[a],{instancePath:n+"/devices/"+a,parentData:e,parentDataProperty:a,rootData:m})||(t=t===null?xe.errors:
t.concat(xe.errors),s=t.length)}else{let r={instancePath:n+"/devices",schemaPath:"#/properties/devices/type",keyword:"type",params:{type:"array"},schema:P.properties.
devices.type,parentSchema:P.properties.devices,data:e};t===null?t=[r]:t.push(r),s++}}if(i.netDevices!==void 0){let e=i.netDevices;if(e&&typeof e=="object"&&!Array.
isArray(e))for(let r in e){let a=e[r];if(a&&typeof a=="object"&&!Array.isArray(a)){if(a.name!==void 0){let p=a.name;if(typeof p!="string"){let o={instancePath:n+
"/netDevices/"+r.replace(/~/g,"~0").replace(/\//g,"~1")+"/name",schemaPath:"defs-linux.json#/definitions/NetDevice/properties/name/type",keyword:"type",params:{
type:"string"},schema:_e.properties.name.type,parentSchema:_e.properties.name,data:p};t===null?t=[o]:t.push(o),s++}}}else{let p={instancePath:n+"/netDevices/"+r.
replace(/~/g,"~0").replace(/\//g,"~1"),schemaPath:"defs-linux.json#/definitions/NetDevice/type",keyword:"type",params:{type:"object"},schema:_e.type,parentSchema:_e,
data:a};t===null?t=[p]:t.push(p),s++}}else{let r={instancePath:n+"/netDevices",schemaPath:"#/properties/netDevices/type",keyword:"type",params:{type:"object"},schema:P.
properties.netDevices.type,parentSchema:P.properties.netDevices,data:e};t===null?t=[r]:t.push(r),s++}}if(i.cgroupsPath!==void 0){let e=i.cgroupsPath;if(typeof e!=
"string"){let r={instancePath:n+"/cgroupsPath",schemaPath:"#/properties/cgroupsPath/type",keyword:"type",params:{type:"string"},schema:P.properties.cgroupsPath.
type,parentSchema:P.properties.cgroupsPath,data:e};t===null?t=[r]:t.push(r),s++}}if(i.resources!==void 0&&(qe(i.resources,{instancePath:n+"/resources",parentData:i,
parentDataProperty:"resources",rootData:m})||(t=t===null?qe.errors:t.concat(qe.errors),s=t.length)),i.rootfsPropagation!==void 0){let e=i.rootfsPropagation;if(typeof e!=
"string"){let r={instancePath:n+"/rootfsPropagation",schemaPath:"defs-linux.json#/definitions/RootfsPropagation/type",keyword:"type",params:{type:"string"},schema:Se.
type,parentSchema:Se,data:e};t===null?t=[r]:t.push(r),s++}if(!(e==="private"||e==="shared"||e==="slave"||e==="unbindable"||e==="rprivate"||e==="rshared"||e==="r\
slave"||e==="runbindable")){let r={instancePath:n+"/rootfsPropagation",schemaPath:"defs-linux.json#/definitions/RootfsPropagation/enum",keyword:"enum",params:{allowedValues:Se.
enum},schema:Se.enum,parentSchema:Se,data:e};t===null?t=[r]:t.push(r),s++}}if(i.seccomp!==void 0&&(Te(i.seccomp,{instancePath:n+"/seccomp",parentData:i,parentDataProperty:"\
seccomp",rootData:m})||(t=t===null?Te.errors:t.concat(Te.errors),s=t.length)),i.sysctl!==void 0){let e=i.sysctl;if(e&&typeof e=="object"&&!Array.isArray(e)){for(let r in e)
if(Ue.test(r)){let a=e[r];if(typeof a!="string"){let p={instancePath:n+"/sysctl/"+r.replace(/~/g,"~0").replace(/\//g,"~1"),schemaPath:"defs.json#/definitions/st\
ringMap/patternProperties/./type",keyword:"type",params:{type:"string"},schema:_.patternProperties["."].type,parentSchema:_.patternProperties["."],data:a};t===null?
t=[p]:t.push(p),s++}}}else{let r={instancePath:n+"/sysctl",schemaPath:"defs.json#/definitions/stringMap/type",keyword:"type",params:{type:"object"},schema:_.type,
parentSchema:_,data:e};t===null?t=[r]:t.push(r),s++}}if(i.maskedPaths!==void 0){let e=i.maskedPaths;if(Array.isArray(e)){let r=e.length;for(let a=0;a<r;a++){let p=e[a];
if(typeof p!="string"){let o={instancePath:n+"/maskedPaths/"+a,schemaPath:"#/properties/maskedPaths/items/type",keyword:"type",params:{type:"string"},schema:P.properties.
maskedPaths.items.type,parentSchema:P.properties.maskedPaths.items,data:p};t===null?t=[o]:t.push(o),s++}}}else{let r={instancePath:n+"/maskedPaths",schemaPath:"\
#/properties/maskedPaths/type",keyword:"type",params:{type:"array"},schema:P.properties.maskedPaths.type,parentSchema:P.properties.maskedPaths,data:e};t===null?
t=[r]:t.push(r),s++}}if(i.readonlyPaths!==void 0){let e=i.readonlyPaths;if(Array.isArray(e)){let r=e.length;for(let a=0;a<r;a++){let p=e[a];if(typeof p!="string"){
let o={instancePath:n+"/readonlyPaths/"+a,schemaPath:"#/properties/readonlyPaths/items/type",keyword:"type",params:{type:"string"},schema:P.properties.readonlyPaths.
items.type,parentSchema:P.properties.readonlyPaths.items,data:p};t===null?t=[o]:t.push(o),s++}}}else{let r={instancePath:n+"/readonlyPaths",schemaPath:"#/proper\
ties/readonlyPaths/type",keyword:"type",params:{type:"array"},schema:P.properties.readonlyPaths.type,parentSchema:P.properties.readonlyPaths,data:e};t===null?t=
[r]:t.push(r),s++}}if(i.mountLabel!==void 0){let e=i.mountLabel;if(typeof e!="string"){let r={instancePath:n+"/mountLabel",schemaPath:"#/properties/mountLabel/t\
ype",keyword:"type",params:{type:"string"},schema:P.properties.mountLabel.type,parentSchema:P.properties.mountLabel,data:e};t===null?t=[r]:t.push(r),s++}}if(i.intelRdt!==
void 0){let e=i.intelRdt;if(e&&typeof e=="object"&&!Array.isArray(e)){if(e.closID!==void 0){let r=e.closID;if(typeof r!="string"){let a={instancePath:n+"/intelR\
dt/closID",schemaPath:"#/definitions/IntelRdt/properties/closID/type",keyword:"type",params:{type:"string"},schema:D.properties.closID.type,parentSchema:D.properties.
closID,data:r};t===null?t=[a]:t.push(a),s++}}if(e.schemata!==void 0){let r=e.schemata;if(Array.isArray(r)){let a=r.length;for(let p=0;p<a;p++){let o=r[p];if(typeof o!=
"string"){let c={instancePath:n+"/intelRdt/schemata/"+p,schemaPath:"#/definitions/IntelRdt/properties/schemata/items/type",keyword:"type",params:{type:"string"},
schema:D.properties.schemata.items.type,parentSchema:D.properties.schemata.items,data:o};t===null?t=[c]:t.push(c),s++}}}else{let a={instancePath:n+"/intelRdt/sc\
hemata",schemaPath:"#/definitions/IntelRdt/properties/schemata/type",keyword:"type",params:{type:"array"},schema:D.properties.schemata.type,parentSchema:D.properties.
schemata,data:r};t===null?t=[a]:t.push(a),s++}}if(e.l3CacheSchema!==void 0){let r=e.l3CacheSchema;if(typeof r!="string"){let a={instancePath:n+"/intelRdt/l3Cach\
eSchema",schemaPath:"#/definitions/IntelRdt/properties/l3CacheSchema/type",keyword:"type",params:{type:"string"},schema:D.properties.l3CacheSchema.type,parentSchema:D.
properties.l3CacheSchema,data:r};t===null?t=[a]:t.push(a),s++}}if(e.memBwSchema!==void 0){let r=e.memBwSchema;if(typeof r=="string"){if(!st.test(r)){let a={instancePath:n+
"/intelRdt/memBwSchema",schemaPath:"#/definitions/IntelRdt/properties/memBwSchema/pattern",keyword:"pattern",params:{pattern:"^MB:[^\\n]*$"},schema:"^MB:[^\\n]*$",
parentSchema:D.properties.memBwSchema,data:r};t===null?t=[a]:t.push(a),s++}}else{let a={instancePath:n+"/intelRdt/memBwSchema",schemaPath:"#/definitions/IntelRd\
t/properties/memBwSchema/type",keyword:"type",params:{type:"string"},schema:D.properties.memBwSchema.type,parentSchema:D.properties.memBwSchema,data:r};t===null?
t=[a]:t.push(a),s++}}if(e.enableMonitoring!==void 0){let r=e.enableMonitoring;if(typeof r!="boolean"){let a={instancePath:n+"/intelRdt/enableMonitoring",schemaPath:"\
#/definitions/IntelRdt/properties/enableMonitoring/type",keyword:"type",params:{type:"boolean"},schema:D.properties.enableMonitoring.type,parentSchema:D.properties.
enableMonitoring,data:r};t===null?t=[a]:t.push(a),s++}}}else{let r={instancePath:n+"/intelRdt",schemaPath:"#/definitions/IntelRdt/type",keyword:"type",params:{type:"\
object"},schema:D.type,parentSchema:D,data:e};t===null?t=[r]:t.push(r),s++}}if(i.memoryPolicy!==void 0&&(Be(i.memoryPolicy,{instancePath:n+"/memoryPolicy",parentData:i,
parentDataProperty:"memoryPolicy",rootData:m})||(t=t===null?Be.errors:t.concat(Be.errors),s=t.length)),i.personality!==void 0){let e=i.personality;if(e&&typeof e==
"object"&&!Array.isArray(e)){if(e.domain!==void 0){let r=e.domain;if(typeof r!="string"){let a={instancePath:n+"/personality/domain",schemaPath:"defs-linux.json\
#/definitions/Personality/properties/domain/type",keyword:"type",params:{type:"string"},schema:I.properties.domain.type,parentSchema:I.properties.domain,data:r};
t===null?t=[a]:t.push(a),s++}if(!(r==="LINUX"||r==="LINUX32")){let a={instancePath:n+"/personality/domain",schemaPath:"defs-linux.json#/definitions/Personality/\
properties/domain/enum",keyword:"enum",params:{allowedValues:I.properties.domain.enum},schema:I.properties.domain.enum,parentSchema:I.properties.domain,data:r};
t===null?t=[a]:t.push(a),s++}}if(e.flags!==void 0){let r=e.flags;if(Array.isArray(r)){let a=r.length;for(let p=0;p<a;p++){let o=r[p];if(typeof o!="string"){let c={
instancePath:n+"/personality/flags/"+p,schemaPath:"defs-linux.json#/definitions/Personality/properties/flags/items/type",keyword:"type",params:{type:"string"},schema:I.
properties.flags.items.type,parentSchema:I.properties.flags.items,data:o};t===null?t=[c]:t.push(c),s++}}}else{let a={instancePath:n+"/personality/flags",schemaPath:"\
defs-linux.json#/definitions/Personality/properties/flags/type",keyword:"type",params:{type:"array"},schema:I.properties.flags.type,parentSchema:I.properties.flags,
data:r};t===null?t=[a]:t.push(a),s++}}}else{let r={instancePath:n+"/personality",schemaPath:"defs-linux.json#/definitions/Personality/type",keyword:"type",params:{
type:"object"},schema:I.type,parentSchema:I,data:e};t===null?t=[r]:t.push(r),s++}}}else{let e={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"o\
bject"},schema:P.type,parentSchema:P,data:i};t===null?t=[e]:t.push(e),s++}return Ge.errors=t,s===0}function Qe(i,{instancePath:n="",parentData:d,parentDataProperty:u,
rootData:m=i}={}){let t=null,s=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.ociVersion===void 0){let e={instancePath:n,schemaPath:"#/required",keyword:"r\
equired",params:{missingProperty:"ociVersion"},schema:E.required,parentSchema:E,data:i};t===null?t=[e]:t.push(e),s++}if(i.ociVersion!==void 0){let e=i.ociVersion;
if(typeof e!="string"){let r={instancePath:n+"/ociVersion",schemaPath:"defs.json#/definitions/version/type",keyword:"type",params:{type:"string"},schema:We.type,
parentSchema:We,data:e};t===null?t=[r]:t.push(r),s++}}if(i.root!==void 0){let e=i.root;if(e&&typeof e=="object"&&!Array.isArray(e)){if(e.path===void 0){let r={instancePath:n+
"/root",schemaPath:"#/definitions/Root/required",keyword:"required",params:{missingProperty:"path"},schema:T.required,parentSchema:T,data:e};t===null?t=[r]:t.push(
r),s++}if(e.path!==void 0){let r=e.path;if(typeof r!="string"){let a={instancePath:n+"/root/path",schemaPath:"#/definitions/Root/properties/path/type",keyword:"\
type",params:{type:"string"},schema:T.properties.path.type,parentSchema:T.properties.path,data:r};t===null?t=[a]:t.push(a),s++}}if(e.readonly!==void 0){let r=e.
readonly;if(typeof r!="boolean"){let a={instancePath:n+"/root/readonly",schemaPath:"#/definitions/Root/properties/readonly/type",keyword:"type",params:{type:"bo\
olean"},schema:T.properties.readonly.type,parentSchema:T.properties.readonly,data:r};t===null?t=[a]:t.push(a),s++}}}else{let r={instancePath:n+"/root",schemaPath:"\
#/definitions/Root/type",keyword:"type",params:{type:"object"},schema:T.type,parentSchema:T,data:e};t===null?t=[r]:t.push(r),s++}}if(i.process!==void 0&&(Ne(i.process,
{instancePath:n+"/process",parentData:i,parentDataProperty:"process",rootData:m})||(t=t===null?Ne.errors:t.concat(Ne.errors),s=t.length)),i.hostname!==void 0){let e=i.
hostname;if(typeof e!="string"){let r={instancePath:n+"/hostname",schemaPath:"#/properties/hostname/type",keyword:"type",params:{type:"string"},schema:E.properties.
hostname.type,parentSchema:E.properties.hostname,data:e};t===null?t=[r]:t.push(r),s++}}if(i.domainname!==void 0){let e=i.domainname;if(typeof e!="string"){let r={
instancePath:n+"/domainname",schemaPath:"#/properties/domainname/type",keyword:"type",params:{type:"string"},schema:E.properties.domainname.type,parentSchema:E.
properties.domainname,data:e};t===null?t=[r]:t.push(r),s++}}if(i.mounts!==void 0){let e=i.mounts;if(Array.isArray(e)){let r=e.length;for(let a=0;a<r;a++)Le(e[a],
{instancePath:n+"/mounts/"+a,parentData:e,parentDataProperty:a,rootData:m})||(t=t===null?Le.errors:t.concat(Le.errors),s=t.length)}else{let r={instancePath:n+"/\
mounts",schemaPath:"#/properties/mounts/type",keyword:"type",params:{type:"array"},schema:E.properties.mounts.type,parentSchema:E.properties.mounts,data:e};t===
null?t=[r]:t.push(r),s++}}if(i.hooks!==void 0&&($e(i.hooks,{instancePath:n+"/hooks",parentData:i,parentDataProperty:"hooks",rootData:m})||(t=t===null?$e.errors:
t.concat($e.errors),s=t.length)),i.annotations!==void 0){let e=i.annotations;if(e&&typeof e=="object"&&!Array.isArray(e)){for(let r in e)if(Ue.test(r)){let a=e[r];
if(typeof a!="string"){let p={instancePath:n+"/annotations/"+r.replace(/~/g,"~0").replace(/\//g,"~1"),schemaPath:"defs.json#/definitions/stringMap/patternProper\
ties/./type",keyword:"type",params:{type:"string"},schema:_.patternProperties["."].type,parentSchema:_.patternProperties["."],data:a};t===null?t=[p]:t.push(p),s++}}}else{
let r={instancePath:n+"/annotations",schemaPath:"defs.json#/definitions/stringMap/type",keyword:"type",params:{type:"object"},schema:_.type,parentSchema:_,data:e};
t===null?t=[r]:t.push(r),s++}}i.linux!==void 0&&(Ge(i.linux,{instancePath:n+"/linux",parentData:i,parentDataProperty:"linux",rootData:m})||(t=t===null?Ge.errors:
t.concat(Ge.errors),s=t.length))}else{let e={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:E.type,parentSchema:E,data:i};t===null?
t=[e]:t.push(e),s++}return Qe.errors=t,s===0}var at=Je;function Je(i,{instancePath:n="",parentData:d,parentDataProperty:u,rootData:m=i}={}){let t=null,s=0;if(i&&
typeof i=="object"&&!Array.isArray(i)){if(i.cwd===void 0){let e={instancePath:n,schemaPath:"#/required",keyword:"required",params:{missingProperty:"cwd"},schema:f.
required,parentSchema:f,data:i};t===null?t=[e]:t.push(e),s++}if(i.terminal!==void 0){let e=i.terminal;if(typeof e!="boolean"){let r={instancePath:n+"/terminal",
schemaPath:"#/properties/terminal/type",keyword:"type",params:{type:"boolean"},schema:f.properties.terminal.type,parentSchema:f.properties.terminal,data:e};t===
null?t=[r]:t.push(r),s++}}if(i.consoleSize!==void 0&&(V(i.consoleSize,{instancePath:n+"/consoleSize",parentData:i,parentDataProperty:"consoleSize",rootData:m})||
(t=t===null?V.errors:t.concat(V.errors),s=t.length)),i.user!==void 0&&(X(i.user,{instancePath:n+"/user",parentData:i,parentDataProperty:"user",rootData:m})||(t=
t===null?X.errors:t.concat(X.errors),s=t.length)),i.args!==void 0){let e=i.args;if(Array.isArray(e)){let r=e.length;for(let a=0;a<r;a++){let p=e[a];if(typeof p!=
"string"){let o={instancePath:n+"/args/"+a,schemaPath:"#/properties/args/items/type",keyword:"type",params:{type:"string"},schema:f.properties.args.items.type,parentSchema:f.
properties.args.items,data:p};t===null?t=[o]:t.push(o),s++}}}else{let r={instancePath:n+"/args",schemaPath:"#/properties/args/type",keyword:"type",params:{type:"\
array"},schema:f.properties.args.type,parentSchema:f.properties.args,data:e};t===null?t=[r]:t.push(r),s++}}if(i.commandLine!==void 0){let e=i.commandLine;if(typeof e!=
"string"){let r={instancePath:n+"/commandLine",schemaPath:"#/properties/commandLine/type",keyword:"type",params:{type:"string"},schema:f.properties.commandLine.
type,parentSchema:f.properties.commandLine,data:e};t===null?t=[r]:t.push(r),s++}}if(i.env!==void 0){let e=i.env;if(Array.isArray(e)){let r=e.length;for(let a=0;a<
r;a++){let p=e[a];if(typeof p!="string"){let o={instancePath:n+"/env/"+a,schemaPath:"#/properties/env/items/type",keyword:"type",params:{type:"string"},schema:f.
properties.env.items.type,parentSchema:f.properties.env.items,data:p};t===null?t=[o]:t.push(o),s++}}}else{let r={instancePath:n+"/env",schemaPath:"#/properties/\
env/type",keyword:"type",params:{type:"array"},schema:f.properties.env.type,parentSchema:f.properties.env,data:e};t===null?t=[r]:t.push(r),s++}}if(i.cwd!==void 0){
let e=i.cwd;if(typeof e!="string"){let r={instancePath:n+"/cwd",schemaPath:"#/properties/cwd/type",keyword:"type",params:{type:"string"},schema:f.properties.cwd.
type,parentSchema:f.properties.cwd,data:e};t===null?t=[r]:t.push(r),s++}}if(i.capabilities!==void 0){let e=i.capabilities;if(e&&typeof e=="object"&&!Array.isArray(
e)){if(e.bounding!==void 0){let r=e.bounding;if(Array.isArray(r)){let a=r.length;for(let p=0;p<a;p++){let o=r[p];if(typeof o!="string"){let c={instancePath:n+"/\
capabilities/bounding/"+p,schemaPath:"#/definitions/Capabilities/properties/bounding/items/type",keyword:"type",params:{type:"string"},schema:y.properties.bounding.
items.type,parentSchema:y.properties.bounding.items,data:o};t===null?t=[c]:t.push(c),s++}}}else{let a={instancePath:n+"/capabilities/bounding",schemaPath:"#/def\
initions/Capabilities/properties/bounding/type",keyword:"type",params:{type:"array"},schema:y.properties.bounding.type,parentSchema:y.properties.bounding,data:r};
t===null?t=[a]:t.push(a),s++}}if(e.effective!==void 0){let r=e.effective;if(Array.isArray(r)){let a=r.length;for(let p=0;p<a;p++){let o=r[p];if(typeof o!="strin\
g"){let c={instancePath:n+"/capabilities/effective/"+p,schemaPath:"#/definitions/Capabilities/properties/effective/items/type",keyword:"type",params:{type:"stri\
ng"},schema:y.properties.effective.items.type,parentSchema:y.properties.effective.items,data:o};t===null?t=[c]:t.push(c),s++}}}else{let a={instancePath:n+"/capa\
bilities/effective",schemaPath:"#/definitions/Capabilities/properties/effective/type",keyword:"type",params:{type:"array"},schema:y.properties.effective.type,parentSchema:y.
properties.effective,data:r};t===null?t=[a]:t.push(a),s++}}if(e.permitted!==void 0){let r=e.permitted;if(Array.isArray(r)){let a=r.length;for(let p=0;p<a;p++){let o=r[p];
if(typeof o!="string"){let c={instancePath:n+"/capabilities/permitted/"+p,schemaPath:"#/definitions/Capabilities/properties/permitted/items/type",keyword:"type",
params:{type:"string"},schema:y.properties.permitted.items.type,parentSchema:y.properties.permitted.items,data:o};t===null?t=[c]:t.push(c),s++}}}else{let a={instancePath:n+
"/capabilities/permitted",schemaPath:"#/definitions/Capabilities/properties/permitted/type",keyword:"type",params:{type:"array"},schema:y.properties.permitted.type,
parentSchema:y.properties.permitted,data:r};t===null?t=[a]:t.push(a),s++}}if(e.inheritable!==void 0){let r=e.inheritable;if(Array.isArray(r)){let a=r.length;for(let p=0;p<
a;p++){let o=r[p];if(typeof o!="string"){let c={instancePath:n+"/capabilities/inheritable/"+p,schemaPath:"#/definitions/Capabilities/properties/inheritable/item\
s/type",keyword:"type",params:{type:"string"},schema:y.properties.inheritable.items.type,parentSchema:y.properties.inheritable.items,data:o};t===null?t=[c]:t.push(
c),s++}}}else{let a={instancePath:n+"/capabilities/inheritable",schemaPath:"#/definitions/Capabilities/properties/inheritable/type",keyword:"type",params:{type:"\
array"},schema:y.properties.inheritable.type,parentSchema:y.properties.inheritable,data:r};t===null?t=[a]:t.push(a),s++}}if(e.ambient!==void 0){let r=e.ambient;
if(Array.isArray(r)){let a=r.length;for(let p=0;p<a;p++){let o=r[p];if(typeof o!="string"){let c={instancePath:n+"/capabilities/ambient/"+p,schemaPath:"#/defini\
tions/Capabilities/properties/ambient/items/type",keyword:"type",params:{type:"string"},schema:y.properties.ambient.items.type,parentSchema:y.properties.ambient.
items,data:o};t===null?t=[c]:t.push(c),s++}}}else{let a={instancePath:n+"/capabilities/ambient",schemaPath:"#/definitions/Capabilities/properties/ambient/type",
keyword:"type",params:{type:"array"},schema:y.properties.ambient.type,parentSchema:y.properties.ambient,data:r};t===null?t=[a]:t.push(a),s++}}}else{let r={instancePath:n+
"/capabilities",schemaPath:"#/definitions/Capabilities/type",keyword:"type",params:{type:"object"},schema:y.type,parentSchema:y,data:e};t===null?t=[r]:t.push(r),
s++}}if(i.rlimits!==void 0){let e=i.rlimits;if(Array.isArray(e)){let r=e.length;for(let a=0;a<r;a++)Y(e[a],{instancePath:n+"/rlimits/"+a,parentData:e,parentDataProperty:a,
rootData:m})||(t=t===null?Y.errors:t.concat(Y.errors),s=t.length)}else{let r={instancePath:n+"/rlimits",schemaPath:"#/properties/rlimits/type",keyword:"type",params:{
type:"array"},schema:f.properties.rlimits.type,parentSchema:f.properties.rlimits,data:e};t===null?t=[r]:t.push(r),s++}}if(i.noNewPrivileges!==void 0){let e=i.noNewPrivileges;
if(typeof e!="boolean"){let r={instancePath:n+"/noNewPrivileges",schemaPath:"#/properties/noNewPrivileges/type",keyword:"type",params:{type:"boolean"},schema:f.
properties.noNewPrivileges.type,parentSchema:f.properties.noNewPrivileges,data:e};t===null?t=[r]:t.push(r),s++}}if(i.apparmorProfile!==void 0){let e=i.apparmorProfile;
if(typeof e!="string"){let r={instancePath:n+"/apparmorProfile",schemaPath:"#/properties/apparmorProfile/type",keyword:"type",params:{type:"string"},schema:f.properties.
apparmorProfile.type,parentSchema:f.properties.apparmorProfile,data:e};t===null?t=[r]:t.push(r),s++}}if(i.oomScoreAdj!==void 0){let e=i.oomScoreAdj;if(!(typeof e==
"number"&&!(e%1)&&!isNaN(e)&&isFinite(e))){let r={instancePath:n+"/oomScoreAdj",schemaPath:"#/properties/oomScoreAdj/type",keyword:"type",params:{type:"integer"},
schema:f.properties.oomScoreAdj.type,parentSchema:f.properties.oomScoreAdj,data:e};t===null?t=[r]:t.push(r),s++}}if(i.scheduler!==void 0&&(Z(i.scheduler,{instancePath:n+
"/scheduler",parentData:i,parentDataProperty:"scheduler",rootData:m})||(t=t===null?Z.errors:t.concat(Z.errors),s=t.length)),i.selinuxLabel!==void 0){let e=i.selinuxLabel;
if(typeof e!="string"){let r={instancePath:n+"/selinuxLabel",schemaPath:"#/properties/selinuxLabel/type",keyword:"type",params:{type:"string"},schema:f.properties.
selinuxLabel.type,parentSchema:f.properties.selinuxLabel,data:e};t===null?t=[r]:t.push(r),s++}}if(i.ioPriority!==void 0&&(Q(i.ioPriority,{instancePath:n+"/ioPri\
ority",parentData:i,parentDataProperty:"ioPriority",rootData:m})||(t=t===null?Q.errors:t.concat(Q.errors),s=t.length)),i.execCPUAffinity!==void 0){let e=i.execCPUAffinity;
if(e&&typeof e=="object"&&!Array.isArray(e)){if(e.initial!==void 0){let r=e.initial;if(typeof r=="string"){if(!ze.test(r)){let a={instancePath:n+"/execCPUAffini\
ty/initial",schemaPath:"#/definitions/ExecCpuAffinity/properties/initial/pattern",keyword:"pattern",params:{pattern:"^[0-9, -]*$"},schema:"^[0-9, -]*$",parentSchema:j.
properties.initial,data:r};t===null?t=[a]:t.push(a),s++}}else{let a={instancePath:n+"/execCPUAffinity/initial",schemaPath:"#/definitions/ExecCpuAffinity/propert\
ies/initial/type",keyword:"type",params:{type:"string"},schema:j.properties.initial.type,parentSchema:j.properties.initial,data:r};t===null?t=[a]:t.push(a),s++}}
if(e.final!==void 0){let r=e.final;if(typeof r=="string"){if(!ze.test(r)){let a={instancePath:n+"/execCPUAffinity/final",schemaPath:"#/definitions/ExecCpuAffini\
ty/properties/final/pattern",keyword:"pattern",params:{pattern:"^[0-9, -]*$"},schema:"^[0-9, -]*$",parentSchema:j.properties.final,data:r};t===null?t=[a]:t.push(
a),s++}}else{let a={instancePath:n+"/execCPUAffinity/final",schemaPath:"#/definitions/ExecCpuAffinity/properties/final/type",keyword:"type",params:{type:"string"},
schema:j.properties.final.type,parentSchema:j.properties.final,data:r};t===null?t=[a]:t.push(a),s++}}}else{let r={instancePath:n+"/execCPUAffinity",schemaPath:"\
#/definitions/ExecCpuAffinity/type",keyword:"type",params:{type:"object"},schema:j.type,parentSchema:j,data:e};t===null?t=[r]:t.push(r),s++}}}else{let e={instancePath:n,
schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:f.type,parentSchema:f,data:i};t===null?t=[e]:t.push(e),s++}return Je.errors=t,s===0}var pt=et;function et(i,{
instancePath:n="",parentData:d,parentDataProperty:u,rootData:m=i}={}){let t=null,s=0;if(i&&typeof i=="object"&&!Array.isArray(i)){if(i.devices!==void 0){let e=i.
devices;if(Array.isArray(e)){let r=e.length;for(let a=0;a<r;a++)J(e[a],{instancePath:n+"/devices/"+a,parentData:e,parentDataProperty:a,rootData:m})||(t=t===null?
J.errors:t.concat(J.errors),s=t.length)}else{let r={instancePath:n+"/devices",schemaPath:"#/properties/devices/type",keyword:"type",params:{type:"array"},schema:A.
properties.devices.type,parentSchema:A.properties.devices,data:e};t===null?t=[r]:t.push(r),s++}}if(i.memory!==void 0&&(ee(i.memory,{instancePath:n+"/memory",parentData:i,
parentDataProperty:"memory",rootData:m})||(t=t===null?ee.errors:t.concat(ee.errors),s=t.length)),i.cpu!==void 0&&(te(i.cpu,{instancePath:n+"/cpu",parentData:i,parentDataProperty:"\
cpu",rootData:m})||(t=t===null?te.errors:t.concat(te.errors),s=t.length)),i.pids!==void 0&&(re(i.pids,{instancePath:n+"/pids",parentData:i,parentDataProperty:"p\
ids",rootData:m})||(t=t===null?re.errors:t.concat(re.errors),s=t.length)),i.blockIO!==void 0&&(ie(i.blockIO,{instancePath:n+"/blockIO",parentData:i,parentDataProperty:"\
blockIO",rootData:m})||(t=t===null?ie.errors:t.concat(ie.errors),s=t.length)),i.hugepageLimits!==void 0){let e=i.hugepageLimits;if(Array.isArray(e)){let r=e.length;
for(let a=0;a<r;a++)se(e[a],{instancePath:n+"/hugepageLimits/"+a,parentData:e,parentDataProperty:a,rootData:m})||(t=t===null?se.errors:t.concat(se.errors),s=t.length)}else{
let r={instancePath:n+"/hugepageLimits",schemaPath:"#/properties/hugepageLimits/type",keyword:"type",params:{type:"array"},schema:A.properties.hugepageLimits.type,
parentSchema:A.properties.hugepageLimits,data:e};t===null?t=[r]:t.push(r),s++}}if(i.network!==void 0&&(ne(i.network,{instancePath:n+"/network",parentData:i,parentDataProperty:"\
network",rootData:m})||(t=t===null?ne.errors:t.concat(ne.errors),s=t.length)),i.rdma!==void 0){let e=i.rdma;if(e&&typeof e=="object"&&!Array.isArray(e))for(let r in e)
ae(e[r],{instancePath:n+"/rdma/"+r.replace(/~/g,"~0").replace(/\//g,"~1"),parentData:e,parentDataProperty:r,rootData:m})||(t=t===null?ae.errors:t.concat(ae.errors),
s=t.length);else{let r={instancePath:n+"/rdma",schemaPath:"#/properties/rdma/type",keyword:"type",params:{type:"object"},schema:A.properties.rdma.type,parentSchema:A.
properties.rdma,data:e};t===null?t=[r]:t.push(r),s++}}if(i.unified!==void 0){let e=i.unified;if(e&&typeof e=="object"&&!Array.isArray(e)){for(let r in e)if(Ue.test(
r)){let a=e[r];if(typeof a!="string"){let p={instancePath:n+"/unified/"+r.replace(/~/g,"~0").replace(/\//g,"~1"),schemaPath:"defs.json#/definitions/stringMap/pa\
tternProperties/./type",keyword:"type",params:{type:"string"},schema:_.patternProperties["."].type,parentSchema:_.patternProperties["."],data:a};t===null?t=[p]:
t.push(p),s++}}}else{let r={instancePath:n+"/unified",schemaPath:"defs.json#/definitions/stringMap/type",keyword:"type",params:{type:"object"},schema:_.type,parentSchema:_,
data:e};t===null?t=[r]:t.push(r),s++}}}else{let e={instancePath:n,schemaPath:"#/type",keyword:"type",params:{type:"object"},schema:A.type,parentSchema:A,data:i};
t===null?t=[e]:t.push(e),s++}return et.errors=t,s===0}export{nt as explainConfig,at as explainProcess,pt as explainResources};
