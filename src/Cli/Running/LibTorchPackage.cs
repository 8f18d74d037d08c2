using System.Diagnostics;
using Eegavi.Cli.Output;
using Eegavi.Engine;

namespace Eegavi.Cli.Running;

/// <summary>Brings libtorch to an installed tool: the tool's own package does not carry it.</summary>
internal static class LibTorchPackage
{
    /// <summary>Restores the package into the NuGet packages folder; ends the process with a sentence where that fails.</summary>
    public static bool Fetch()
    {
        Screen.Err.WriteText($"eegavi: fetching {TorchLibrary.Package} {TorchLibrary.Version} from NuGet, once (128 MB; 600 MB on disk) ...");
        var folder = Directory.CreateTempSubdirectory("eegavi-fetch");
        try
        {
            var project = Path.Combine(folder.FullName, "fetch.csproj");
            File.WriteAllText(project, $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup><TargetFramework>net{Environment.Version.Major}.0</TargetFramework></PropertyGroup>
                  <ItemGroup><PackageDownload Include="{TorchLibrary.Package}" Version="[{TorchLibrary.Version}]" /></ItemGroup>
                </Project>
                """);
            if (Restore(project) is { } problem) End(problem);
            return true;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string? Restore(string project)
    {
        using var restore = Process.Start(new ProcessStartInfo("dotnet", ["restore", project, "-nologo"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (restore.StandardOutput.ReadToEndAsync(), restore.StandardError.ReadToEndAsync());
        restore.WaitForExit();
        return restore.ExitCode == 0 ? null : (output.Result + error.Result).Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal))?.Trim() ?? $"dotnet restore ended with code {restore.ExitCode}";
    }

    // TorchSharp would print a page and go on looking.
    private static void End(string problem)
    {
        Screen.Err.WriteText($"""
            eegavi: libtorch is missing and could not be fetched: {problem}
            Check the network and the package sources ('dotnet nuget list source'), then run the same command again.
            """);
        Environment.Exit(ExitCode.Failed);
    }
}
