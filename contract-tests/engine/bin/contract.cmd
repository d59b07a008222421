@echo off
rem Runs contract.jar, which lies beside this script or in ..\target, with the settings of the JVM that suit the command.
setlocal
set "jar=%~dp0contract.jar"
if not exist "%jar%" set "jar=%~dp0..\target\contract.jar"
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
set "settings=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
if "%~1"=="mock" set "settings=-XX:+UseSerialGC"
if "%~1"=="proxy" set "settings=-XX:+UseSerialGC"
if "%~1"=="mutate" set "settings=-XX:+UseSerialGC"
"%java%" %settings% %CONTRACT_JAVA_OPTIONS% -jar "%jar%" %*
