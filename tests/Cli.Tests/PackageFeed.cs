namespace Eegavi.Cli.Tests;

/// <summary>The packages of <c>src</c> in a folder that NuGet restores from, under a version that nobody else has.</summary>
public sealed class PackageFeed : WithFolder
{
    public PackageFeed()
    {
        // A copy of the sources: packing compiles anew, and tests run from links to what is compiled here.
        var sources = Place("sources");
        foreach (var file in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", "README.md" }) Copy(file);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Folder, "src"), "*", SearchOption.AllDirectories)) Copy(Path.GetRelativePath(Repository.Folder, file));
        File.WriteAllText(Path.Combine(sources, "all.proj"), """
            <Project>
              <ItemGroup><Packed Include="src/*/*.csproj" /></ItemGroup>
              <Target Name="Restore"><MSBuild Projects="@(Packed)" Targets="Restore" /></Target>
              <Target Name="Pack"><MSBuild Projects="@(Packed)" Targets="Pack" BuildInParallel="true" /></Target>
            </Project>
            """);
        Packed = Dotnet.RunIn(sources, "dotnet", "pack", "all.proj", "-m", "-c", "Release", "-o", Place("feed"), $"-p:Version={Version}", "-p:RunAnalyzers=false", "-v", "quiet", "-nologo");
        File.WriteAllText(Place("nuget.config"), $"""<configuration><packageSources><add key="eegavi" value="{Place("feed")}" /></packageSources></configuration>""");

        void Copy(string path)
        {
            if (path.Split('/', '\\') is [_, _, "bin" or "obj", ..]) return;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(sources, path))!);
            File.Copy(Path.Combine(Repository.Folder, path), Path.Combine(sources, path));
        }
    }

    public string Version { get; } = $"0.1.0-test.{DateTime.UtcNow.Ticks}";

    /// <summary>What <c>dotnet pack</c> said.</summary>
    internal Answer Packed { get; }

    /// <summary>Runs a program beside the feed's <c>nuget.config</c>.</summary>
    internal Answer Run(string folder, string program, params string[] arguments) => Dotnet.RunIn(Directory.CreateDirectory(Place(folder)).FullName, program, arguments);

    public string At(string path) => Place(path);

    public override void Dispose()
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (var package in Directory.EnumerateDirectories(packages, "eegavi*").Select(folder => Path.Combine(folder, Version)).Where(Directory.Exists)) Directory.Delete(package, recursive: true);
        base.Dispose();
    }
}
