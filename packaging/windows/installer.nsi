; The installer for Windows: for one user, without administrator's rights.
; Built by build_windows.py, which defines PAYLOAD, VERSION, OUTFILE, ICON, COMPRESSOR
; and, where there is a certificate, SIGN.
;
;   setup.exe /S [/D=C:\folder]         without questions; /D= last and without quotes
;   uninstall.exe /S [/REMOVEDATA]      keeps settings and recovery files unless asked

Unicode true
Target amd64-unicode
SetCompressor /SOLID ${COMPRESSOR}
!if ${COMPRESSOR} == lzma
  SetCompressorDictSize 64
!endif

!define APP "Churn Desktop"
!define ID "ChurnDesktop"
!define EXE "ChurnDesktop.exe"
!define CONSOLE_EXE "churn-desktop.exe"
!define AUTHORS "The Churn Desktop authors"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"
!define CLASSES "Software\Classes"

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"
!include "x64.nsh"

Name "${APP}"
OutFile "${OUTFILE}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${APP}"
InstallDirRegKey HKCU "Software\${ID}" "InstallDir"
ManifestDPIAware true
ManifestSupportedOS Win10
BrandingText "${APP} ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${APP}"
VIAddVersionKey "CompanyName" "${AUTHORS}"
VIAddVersionKey "FileDescription" "${APP} setup"
VIAddVersionKey "FileVersion" "${VERSION}.0"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "${AUTHORS}, MIT licence"

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"'
!endif

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_LICENSEPAGE_BUTTON "$(LicenceButton)"
!define MUI_LICENSEPAGE_TEXT_BOTTOM "$(LicenceText)"
!insertmacro MUI_PAGE_LICENSE "${PAYLOAD}/licences/NOTICE.txt"
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE CheckFolder
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXE}"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"

LangString Running ${LANG_ENGLISH} "${APP} is running. Close it, then press Retry."
LangString Running ${LANG_SIMPCHINESE} "${APP} 正在运行。请先关闭它，再按“重试”。"
LangString TooOld ${LANG_ENGLISH} "${APP} needs 64-bit Windows 10 (1809) or later."
LangString TooOld ${LANG_SIMPCHINESE} "${APP} 需要 64 位 Windows 10 (1809) 或更高版本。"
LangString NotEmpty ${LANG_ENGLISH} "There are other files in this folder. Choose an empty or a new one."
LangString NotEmpty ${LANG_SIMPCHINESE} "此文件夹中有其他文件。请选择空文件夹或新文件夹。"
LangString LicenceButton ${LANG_ENGLISH} "&Next >"
LangString LicenceButton ${LANG_SIMPCHINESE} "下一步(&N) >"
LangString LicenceText ${LANG_ENGLISH} "For your information; nothing has to be accepted. All texts are installed too."
LangString LicenceText ${LANG_SIMPCHINESE} "仅供参考，无需接受任何条款。所有许可文本都会一并安装。"
LangString Project ${LANG_ENGLISH} "${APP} project"
LangString Project ${LANG_SIMPCHINESE} "${APP} 项目"
LangString ProgramPart ${LANG_ENGLISH} "The program"
LangString ProgramPart ${LANG_SIMPCHINESE} "程序"
LangString DataPart ${LANG_ENGLISH} "My settings and recovery files"
LangString DataPart ${LANG_SIMPCHINESE} "我的设置和恢复文件"

; --- checks -------------------------------------------------------------------------

; Windows lets nobody write to a program that runs.
!macro DefineCheckRunning PREFIX
  Function ${PREFIX}CheckRunning
    Push $0
    Push $1
    again:
    StrCpy $1 ""
    ${If} ${FileExists} "$INSTDIR\${EXE}"
      ClearErrors
      FileOpen $0 "$INSTDIR\${EXE}" a
      ${If} ${Errors}
        StrCpy $1 "running"
      ${Else}
        FileClose $0
      ${EndIf}
    ${EndIf}
    ${If} ${FileExists} "$INSTDIR\${CONSOLE_EXE}"
      ClearErrors
      FileOpen $0 "$INSTDIR\${CONSOLE_EXE}" a
      ${If} ${Errors}
        StrCpy $1 "running"
      ${Else}
        FileClose $0
      ${EndIf}
    ${EndIf}
    ${If} $1 != ""
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(Running)" /SD IDCANCEL IDRETRY again
      SetErrorLevel 4
      Quit
    ${EndIf}
    Pop $1
    Pop $0
  FunctionEnd
!macroend
!insertmacro DefineCheckRunning ""
!insertmacro DefineCheckRunning "un."

; An upgrade removes folders, so the folder must be ours alone.
Function CheckFolder
  ${IfNot} ${FileExists} "$INSTDIR\${EXE}"
  ${AndIf} ${FileExists} "$INSTDIR\*.*"
    ${DirState} "$INSTDIR" $0
    ${If} $0 == 1
      MessageBox MB_ICONEXCLAMATION "$(NotEmpty)" /SD IDOK
      SetErrorLevel 5
      ${If} ${Silent}
        Quit
      ${EndIf}
      Abort
    ${EndIf}
  ${EndIf}
FunctionEnd

Function .onInit
  SetRegView 64
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    MessageBox MB_ICONSTOP "$(TooOld)" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
FunctionEnd

Function un.onInit
  SetRegView 64
FunctionEnd

; --- what goes in and out -----------------------------------------------------------

; Only what the installer put there, name by name.
!macro RemoveProgram
  Delete "$INSTDIR\${EXE}"
  Delete "$INSTDIR\${CONSOLE_EXE}"
  Delete "$INSTDIR\lib.zip"
  RMDir /r "$INSTDIR\app"
  RMDir /r "$INSTDIR\licences"
  RMDir /r "$INSTDIR\python"
  RMDir /r "$INSTDIR\site-packages"
!macroend

!macro OfferFor KIND
  WriteRegStr HKCU "${CLASSES}\.${KIND}\OpenWithProgids" "${ID}.List" ""
  WriteRegStr HKCU "${CLASSES}\Applications\${EXE}\SupportedTypes" ".${KIND}" ""
!macroend

!macro OfferNoMoreFor KIND
  DeleteRegValue HKCU "${CLASSES}\.${KIND}\OpenWithProgids" "${ID}.List"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.${KIND}\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.${KIND}"
!macroend

!macro TellExplorer
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Section "-install"
  Call CheckFolder
  Call CheckRunning
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${APP}.lnk" "$INSTDIR\${EXE}"
  WriteRegStr HKCU "Software\${ID}" "InstallDir" "$INSTDIR"

  WriteRegStr HKCU "${CLASSES}\.churn" "" "${ID}.Project"
  WriteRegStr HKCU "${CLASSES}\.churn\OpenWithProgids" "${ID}.Project" ""
  WriteRegStr HKCU "${CLASSES}\${ID}.Project" "" "$(Project)"
  WriteRegStr HKCU "${CLASSES}\${ID}.Project\DefaultIcon" "" "$INSTDIR\${EXE},0"
  WriteRegStr HKCU "${CLASSES}\${ID}.Project\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'

  ; Lists are offered to be opened with this program; what opens them stays as it is.
  WriteRegStr HKCU "${CLASSES}\${ID}.List\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'
  WriteRegStr HKCU "${CLASSES}\Applications\${EXE}" "FriendlyAppName" "${APP}"
  WriteRegStr HKCU "${CLASSES}\Applications\${EXE}\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'
  !insertmacro OfferFor "xlsx"
  !insertmacro OfferFor "csv"

  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${APP}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${EXE},0"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "${AUTHORS}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" $0
  !insertmacro TellExplorer
SectionEnd

Section "un.$(ProgramPart)"
  SectionIn RO
  Call un.CheckRunning
  !insertmacro RemoveProgram
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${APP}.lnk"

  ReadRegStr $0 HKCU "${CLASSES}\.churn" ""
  ${If} $0 == "${ID}.Project"
    DeleteRegValue HKCU "${CLASSES}\.churn" ""
  ${EndIf}
  DeleteRegValue HKCU "${CLASSES}\.churn\OpenWithProgids" "${ID}.Project"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.churn\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.churn"
  DeleteRegKey HKCU "${CLASSES}\${ID}.Project"
  DeleteRegKey HKCU "${CLASSES}\${ID}.List"
  DeleteRegKey HKCU "${CLASSES}\Applications\${EXE}"
  !insertmacro OfferNoMoreFor "xlsx"
  !insertmacro OfferNoMoreFor "csv"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  DeleteRegKey HKCU "Software\${ID}"
  !insertmacro TellExplorer
SectionEnd

Section /o "un.$(DataPart)" UninstallData
  Call un.RemoveData
SectionEnd

Section "-un.asked"
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/REMOVEDATA" $1
  ${IfNot} ${Errors}
    Call un.RemoveData
  ${EndIf}
SectionEnd

; Settings, names of recent files, recovery files; never a list or a project.
Function un.RemoveData
  RMDir /r "$APPDATA\${APP}"
  DeleteRegKey HKCU "Software\${APP}\churn-desktop"
  DeleteRegKey /ifempty HKCU "Software\${APP}"
FunctionEnd
