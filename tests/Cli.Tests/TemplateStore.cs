namespace Eegavi.Cli.Tests;

/// <summary>A store of templates that those of <c>templates/</c> are installed in, once for all tests.</summary>
public sealed class TemplateStore : WithFolder
{
    private readonly Answer _installed;

    public TemplateStore() => _installed = Dotnet.Run(["new", "install", Path.Combine(Repository.Folder, "templates"), .. Here]);

    private string[] Here => ["--debug:custom-hive", Folder];

    /// <summary>Makes a project of a template; skips the test where nothing can be installed.</summary>
    public void Make(string template, string name, string folder, params string[] more)
    {
        Skip.If(_installed.Code != 0, $"dotnet new install is not possible here: {_installed.Output}{_installed.Error}");
        var made = Dotnet.Run(["new", template, "-n", name, "-o", folder, .. more, .. Here]);
        made.Code.Should().Be(0, made.Output + made.Error);
    }
}
