# try_installer.ps1 SETUP: installs, tries and removes the program on this Windows.
param([Parameter(Mandatory)][string] $Setup)
$ErrorActionPreference = 'Stop'

$folder = "$env:LOCALAPPDATA\Programs\Churn Desktop"
$data = "$env:APPDATA\Churn Desktop"
New-Item -ItemType Directory -Force tried | Out-Null

function Run([string] $What, [string] $Program, [string[]] $Arguments, [int] $Expected = 0) {
    $process = Start-Process $Program -ArgumentList $Arguments -PassThru
    if (-not $process.WaitForExit(300000)) { throw "${What}: still running" }
    if ($process.ExitCode -ne $Expected) { throw "${What}: exit code $($process.ExitCode)" }
    Write-Output "ok $What"
}

function WaitUntil([string] $What, [scriptblock] $Condition) {
    foreach ($attempt in 1..300) {
        if (& $Condition) { Write-Output "ok $What"; return }
        Start-Sleep -Milliseconds 200
    }
    throw $What
}

Run 'installed' $Setup '/S'
# With its own console, as somebody at a prompt would.
& "$folder\churn-desktop.exe" self-test --result tried\result.json
if ($LASTEXITCODE) { throw "self-test: exit code $LASTEXITCODE" }
Run 'a window with figures' "$folder\ChurnDesktop.exe" @(
    'resources\samples\subscriptions_zh.xlsx', '--language', 'zh_CN', '--screenshot',
    'tried\window.png')

$open = Start-Process "$folder\ChurnDesktop.exe" -PassThru
WaitUntil 'the window is open' { $open.Refresh(); $open.MainWindowHandle -ne 0 }
Run 'installing while it runs is refused' $Setup '/S' -Expected 4
Stop-Process $open
$open.WaitForExit()

New-Item "$folder\app\churn_desktop\stale.pyc" | Out-Null
New-Item -ItemType Directory -Force $data | Out-Null
New-Item -Force "$data\kept.txt" | Out-Null
Run 'installed again' $Setup '/S'
if (Test-Path "$folder\app\churn_desktop\stale.pyc") { throw 'a stale file is left' }

Start-Process "$folder\uninstall.exe" -ArgumentList '/S' -Wait
WaitUntil 'the folder is gone' { -not (Test-Path $folder) }
if (-not (Test-Path "$data\kept.txt")) { throw "the user's data is gone" }
if (Test-Path 'HKCU:\Software\Classes\ChurnDesktop.Project') { throw 'classes are left' }
