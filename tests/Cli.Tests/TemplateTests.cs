namespace Eegavi.Cli.Tests;

/// <summary>The templates of <c>templates/</c>, in a store of their own.</summary>
public class TemplateTests(TemplateStore store) : WithFolder, IClassFixture<TemplateStore>
{
    [SkippableFact]
    public void PluginTemplate_BuildsAgainstTheSourcesAndPassesItsCheck()
    {
        store.Make("eegavi-plugin", "Mine", Place("Mine"), "--eegavi", Repository.Folder);
        // What it references is built already: these tests need it too.
        var built = Dotnet.Run("build", Place("Mine"), "-c", Repository.Configuration, "--no-dependencies", "-v", "quiet", "-nologo");
        built.Code.Should().Be(0, built.Output + built.Error);
        var folder = Place($"Mine/bin/{Repository.Configuration}/net10.0");
        File.Exists(Path.Combine(folder, "EEGAVI.Abstractions.dll")).Should().BeFalse("the tool has the contracts");
        var check = EegaviTool.Run("plugin", "check", Path.Combine(folder, "Mine.dll"));
        check.Code.Should().Be(0, check.Output + check.Error);
        check.Output.Should().MatchRegex("per-token +[0-9]+ rules hold");
    }

    [SkippableFact]
    public void ExperimentTemplate_CanBeReadAndBuilt()
    {
        store.Make("eegavi-experiment", "Mine", Place("Mine"));
        foreach (var arguments in new[] { "run.json", "experiment.json --study Mine --variant gated-xattn" })
        {
            var answer = EegaviTool.RunIn(Place("Mine"), ["inspect", .. arguments.Split(' '), "--no-memory"]);
            answer.Code.Should().Be(0, answer.Error);
            answer.Output.Should().Contain("gated-xattn");
        }
    }
}
