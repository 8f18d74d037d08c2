@echo off
rem EEGAVI's launcher for Windows: builds with the real packages from NuGet and runs the tool.
setlocal
set "here=%~dp0"
where dotnet >nul 2>nul || (echo eegavi: the .NET 10 SDK is missing: see https://learn.microsoft.com/dotnet/core/install/windows 1>&2 & exit /b 1)
if "%~1"=="test" (
  dotnet test "%here%EEGAVI.sln" -c Release -nologo -m:1
  exit /b %errorlevel%
)
dotnet build "%here%src\Cli\Cli.csproj" -c Release -v quiet -nologo -clp:NoSummary || exit /b 1
"%here%src\Cli\bin\Release\net10.0\eegavi.exe" %*
exit /b %errorlevel%
