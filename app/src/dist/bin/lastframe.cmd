@echo off
rem Starts Lastframe. Needs a Java 25 or newer, and looks for one itself.
setlocal
set "LIB=%~dp0..\lib"
set "FOUND="

if defined LASTFRAME_JAVA_HOME (
    call :try "%LASTFRAME_JAVA_HOME%"
) else (
    if defined JAVA_HOME call :try "%JAVA_HOME%"
    rem The JDK that built it.
    if exist "%LIB%\java-home" for /f "usebackq delims=" %%H in ("%LIB%\java-home") do call :try "%%H"
    for /d %%H in ("%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%USERPROFILE%\.jdks\*") do call :try "%%H"
    for %%J in (java.exe) do if not "%%~$PATH:J"=="" call :try "%%~dp$PATH:J.."
)
if not defined FOUND (
    echo lastframe: a Java 25 or newer is needed and none was found; install one ^(for instance Eclipse Temurin 25^) or set LASTFRAME_JAVA_HOME to its folder. 1>&2
    exit /b 1
)

rem The flags are explained in the shell script beside this one.
"%FOUND%\bin\java.exe" ^
    -XX:+UseSerialGC ^
    -Xms16m ^
    -Xmn5m ^
    -Xmx128m ^
    -XX:-UsePerfData ^
    --module-path "%LIB%\javafx" ^
    --add-modules javafx.controls ^
    --enable-native-access=javafx.graphics,ALL-UNNAMED ^
    -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 ^
    "-Dorg.bytedeco.javacpp.cachedir=%LOCALAPPDATA%\Lastframe\cache\javacpp" ^
    "-Djavafx.cachedir=%LOCALAPPDATA%\Lastframe\cache\javafx" ^
    -Djava.awt.headless=true ^
    "-Dlastframe.program=%~f0" ^
    %LASTFRAME_JAVA_OPTS% ^
    -cp "%LIB%\*" ^
    dev.lastframe.app.Main %*
exit /b %ERRORLEVEL%

rem Takes the Java in folder %1 if none was taken yet and its release file names version 25 or newer.
:try
if defined FOUND exit /b 0
if not exist "%~1\bin\java.exe" exit /b 0
if not exist "%~1\release" exit /b 0
for /f tokens^=2^ delims^=^" %%V in ('findstr /b "JAVA_VERSION=" "%~1\release"') do (
    for /f "delims=." %%M in ("%%V") do if %%M geq 25 set "FOUND=%~1"
)
exit /b 0
