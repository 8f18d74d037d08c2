using System.Diagnostics;

namespace Eegavi.Cli.Tests;

/// <summary>The templates of <c>templates/</c>, in a store of their own, and what packing says.</summary>
public class TemplateTests : WithFolder
{
    [SkippableFact]
    public void PluginTemplate_BuildsAgainstTheSourcesAndPassesItsCheck()
    {
        New("eegavi-plugin", "Mine", "--eegavi", Repository.Folder);
        var built = Dotnet("build", Place("Mine"), "-c", "Release", "-v", "quiet", "-nologo");
        built.Code.Should().Be(0, built.Output);
        File.Exists(Place("Mine/bin/Release/net10.0/EEGAVI.Abstractions.dll")).Should().BeFalse("the tool has the contracts");
        var check = EegaviTool.Run("plugin", "check", Place("Mine/bin/Release/net10.0/Mine.dll"));
        check.Code.Should().Be(0, check.Output + check.Error);
        check.Output.Should().MatchRegex("ramp +[0-9]+ rules hold");
    }

    [SkippableFact]
    public void ExperimentTemplate_CanBeReadAndBuilt()
    {
        New("eegavi-experiment", "Mine");
        foreach (var arguments in new[] { "run.json", "experiment.json --study Mine --variant gated-xattn" })
        {
            var answer = EegaviTool.RunIn(Place("Mine"), ["inspect", .. arguments.Split(' '), "--no-memory"]);
            answer.Code.Should().Be(0, answer.Error);
            answer.Output.Should().Contain("gated-xattn");
        }
    }

    // A package must never carry an assembly called TorchSharp that is not TorchSharp.
    [Fact]
    public void Pack_WithTheStandIn_IsRefusedInASentence()
    {
        var answer = Dotnet("msbuild", Path.Combine(Repository.Folder, "src", "Abstractions", "Abstractions.csproj"), "-t:Pack", "-p:NoBuild=true", "-p:EegaviPackages=system", "-nologo");
        answer.Code.Should().NotBe(0);
        answer.Output.Should().Contain("EEGAVI.Abstractions cannot be packed with the stand-in for TorchSharp").And.Contain("EegaviPackages=nuget");
    }

    [Fact]
    public void Pack_WithTheRealPackages_IsAToolThatTakesTorchSharpFromNuGet()
    {
        var answer = Dotnet("msbuild", Path.Combine(Repository.Folder, "src", "Cli", "Cli.csproj"), "-p:EegaviPackages=nuget", "-getProperty:PackageId,PackAsTool,ToolCommandName", "-getItem:PackageReference,ProjectReference", "-nologo");
        answer.Output.Should().Contain("\"PackageId\": \"eegavi\"").And.Contain("\"PackAsTool\": \"true\"").And.Contain("\"Identity\": \"TorchSharp\"").And.NotContain("compat/");
    }

    private void New(string template, string name, params string[] more)
    {
        string[] store = ["--debug:custom-hive", Place("store")];
        var installed = Dotnet(["new", "install", Path.Combine(Repository.Folder, "templates"), .. store]);
        Skip.If(installed.Code != 0, $"dotnet new install is not possible here: {installed.Output}");
        var made = Dotnet(["new", template, "-n", name, "-o", Place(name), .. more, .. store]);
        made.Code.Should().Be(0, made.Output);
    }

    private static Answer Dotnet(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // A test host's own settings must not reach the build that it starts.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output + error.Result, error.Result);
    }
}
