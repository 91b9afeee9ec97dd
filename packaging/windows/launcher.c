/* Starts the program: loads python\python3XX.dll from beside this file and runs start.py
 * with the arguments it got. Built twice, with a console and without one. */
#define WIN32_LEAN_AND_MEAN
#ifndef UNICODE
#define UNICODE
#endif
#include <windows.h>

#include <stdlib.h>
#include <wchar.h>

#define LONGEST 32768
#define CANNOT_START 3

typedef int (*python_main)(int, wchar_t **);

static wchar_t program[LONGEST];
static wchar_t library[LONGEST];

static int fail(const wchar_t *what)
{
    static wchar_t text[512];
    _snwprintf(text, 511,
               L"%ls (Windows error %lu).\n\nPlease install Churn Desktop again.\n"
               L"请重新安装 Churn Desktop。",
               what, GetLastError());
#ifdef CONSOLE
    DWORD written;
    WriteConsoleW(GetStdHandle(STD_ERROR_HANDLE), text, (DWORD)wcslen(text), &written,
                  NULL);
#else
    MessageBoxW(NULL, text, L"Churn Desktop", MB_ICONERROR);
#endif
    return CANNOT_START;
}

static int run(int count, wchar_t **arguments)
{
    DWORD length = GetModuleFileNameW(NULL, program, LONGEST);
    if (length == 0 || length >= LONGEST - 64)
        return fail(L"The path of this program is too long");
    wcscpy(library, program);
    wchar_t *end = wcsrchr(library, L'\\');
    if (end == NULL)
        return fail(L"The program does not know where it is");
    wcscpy(end + 1, L"python\\" PYTHON_DLL);

    /* Never load libraries from the working folder or from PATH. */
    SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    HMODULE python = LoadLibraryExW(
        library, NULL, LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    if (python == NULL)
        return fail(L"A part of the program is missing: " PYTHON_DLL);
    python_main start = (python_main)(void *)GetProcAddress(python, "Py_Main");
    if (start == NULL)
        return fail(L"A part of the program is damaged: " PYTHON_DLL);

    wchar_t **all = calloc((size_t)count + 4, sizeof *all);
    if (all == NULL)
        return fail(L"There is not enough memory");
    int number = 0;
    all[number++] = program;
    all[number++] = L"-I"; /* nothing from the user's own Python */
    all[number++] = L"-m";
    all[number++] = L"start";
    for (int i = 1; i < count; i++)
        all[number++] = arguments[i];
    return start(number, all);
}

#ifdef CONSOLE
int wmain(int count, wchar_t **arguments)
{
    return run(count, arguments);
}
#else
int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, LPWSTR line, int show)
{
    (void)self, (void)before, (void)line, (void)show;
    return run(__argc, __wargv);
}
#endif
