using System.Runtime.Loader;
using Microsoft.Extensions.DependencyInjection;

namespace Eegavi.Plugins.Tests;

public sealed class PluginLoaderTests : IDisposable
{
    private static readonly PartCatalog Host = PartCatalog.Scan(typeof(DeskLamp).Assembly);
    private readonly Folder _folder = new();

    [Fact]
    public void Load_AddsThePartsWithTheirOrigin()
    {
        Made.Reader(_folder.At("Tapes.dll"));
        var set = Load();
        set.Problems.Should().BeEmpty();
        set.Catalog.All.Should().HaveCount(Host.All.Count + 1);
        var part = set.Catalog.Find(typeof(ISignalReader), "tape");
        part.Origin.Should().Be("Tapes 2.3.4");
        set.Plugins.Should().ContainSingle().Which.ToString().Should().MatchRegex("^Tapes 2\\.3\\.4 sha256:[0-9a-f]{64}$");
        new Parts(set.Catalog).Create(new Part<ISignalReader>("tape"), new PartSizes()).GetType().Should().Be(part.Type);
    }

    [Fact]
    public void Load_TwoPlugins_EachHasAContextOfItsOwnAndTheHostsContracts()
    {
        Made.Reader(_folder.At("A.dll"), "tape-a");
        Made.Reader(_folder.At("B.dll"), "tape-b");
        // A copy of the contracts beside a plugin must not be taken for another set of contracts.
        File.Copy(typeof(IPart).Assembly.Location, _folder.At("EEGAVI.Abstractions.dll"));
        var set = Load();
        set.Problems.Should().BeEmpty();
        set.Plugins.Select(plugin => AssemblyLoadContext.GetLoadContext(plugin.Assembly)).Distinct().Should().HaveCount(2).And.NotContain(AssemblyLoadContext.Default);
        set.Catalog.OfKind(typeof(ISignalReader)).Should().HaveCount(2).And.OnlyContain(part => part.Type.IsAssignableTo(typeof(IPart)));
    }

    [Fact]
    public void Load_NestedFolder_IsNotRead()
    {
        Directory.CreateDirectory(_folder.At("inside"));
        Made.Reader(_folder.At("inside", "Tapes.dll"));
        Load().Catalog.All.Should().HaveCount(Host.All.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(600)]
    [InlineData(1000)]
    public void Load_FileThatIsCut_SaysSoAndGoesOn(int length)
    {
        Made.Reader(_folder.At("Whole.dll"));
        File.WriteAllBytes(_folder.At("Cut.dll"), File.ReadAllBytes(_folder.At("Whole.dll"))[..length]);
        ShouldGoOn("Cut.dll", "*: it is no .NET assembly, or a damaged one.");
    }

    [Fact]
    public void Load_RandomBytes_SaysSoAndGoesOn()
    {
        var noise = new byte[5000];
        new Random(1).NextBytes(noise);
        (noise[0], noise[1]) = ((byte)'M', (byte)'Z');
        File.WriteAllBytes(_folder.At("Noise.dll"), noise);
        Made.Reader(_folder.At("Whole.dll"));
        ShouldGoOn("Noise.dll", "*no .NET assembly*");
    }

    // Whatever byte is wrong: a sentence or a plugin, never an exception of another kind or an end of the process.
    [Fact]
    public void Load_AnyByteWrong_NeverThrows()
    {
        var whole = File.ReadAllBytes(Made.Reader(_folder.At("Whole.dll")));
        var (loaded, refused) = (0, 0);
        for (var i = 0; i < 150; i++)
        {
            var wrong = (byte[])whole.Clone();
            wrong[i * whole.Length / 150] ^= 0x5A;
            Directory.CreateDirectory(_folder.At($"{i}"));
            File.WriteAllBytes(_folder.At($"{i}", "Wrong.dll"), wrong);
            var set = Load(new PluginSpec { Folders = [_folder.At($"{i}")] });
            (loaded, refused) = (loaded + set.Plugins.Count, refused + set.Problems.Count);
            set.Problems.Should().NotContain(problem => problem.Contains('\n'));
        }
        loaded.Should().BePositive("much of a file is padding");
        refused.Should().BePositive();
    }

    [Fact]
    public void Load_MissingDependency_NamesIt()
    {
        Made.Referring(_folder.At("Needy.dll"), (Contracts.AssemblyName, new(1, 0, 0, 0)), ("Nowhere", new(4, 5, 0, 0)));
        Made.Reader(_folder.At("Whole.dll"));
        ShouldGoOn("Needy.dll", "*Needy needs Nowhere 4.5.0.0, which neither EEGAVI nor the plugin's folder has*");
    }

    [Fact]
    public void Load_DependencyInTheFolder_IsFoundThere()
    {
        Made.Referring(_folder.At("Needy.dll"), (Contracts.AssemblyName, new(1, 0, 0, 0)), ("Helper", new(1, 0, 0, 0)));
        Made.Referring(_folder.At("Helper.dll"));
        Load().Should().Match<PluginSet>(set => set.Problems.Count == 0 && set.Plugins.Count == 1);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(0, 9)]
    public void Load_OtherMajorOfTheContracts_IsRefused(int major, int minor)
    {
        Made.Referring(_folder.At("Other.dll"), (Contracts.AssemblyName, new(major, minor, 0, 0)));
        Made.Reader(_folder.At("Whole.dll"));
        ShouldGoOn("Other.dll", $"*it was built against version {major}.{minor} of the contracts; this is version 1.0. Build it against EEGAVI.Abstractions 1.x.");
    }

    [Fact]
    public void Load_OtherMinorOfTheContracts_IsTaken()
    {
        Made.Referring(_folder.At("Newer.dll"), (Contracts.AssemblyName, new(1, 7, 0, 0)));
        Load().Problems.Should().BeEmpty();
    }

    [Fact]
    public void Load_ClassOfAContractThatIsNotHere_SaysSoAndGoesOn()
    {
        Made.OfUnknownContract(_folder.At("Early.dll"));
        Made.Reader(_folder.At("Whole.dll"));
        ShouldGoOn("Early.dll", "*TypeLoadException: Could not load type 'Eegavi.ITomorrow' from assembly 'EEGAVI.Abstractions*");
    }

    [Fact]
    public void ContractVersion_IsTheVersionOfTheAssemblyThatPluginsReference() =>
        typeof(IPart).Assembly.GetName().Version!.ToString(2).Should().Be(Contracts.Version.ToString(2));

    [Fact]
    public void Load_PartNameThatIsTaken_NamesBoth()
    {
        Made.Reader(_folder.At("A.dll"), "tape");
        Made.Reader(_folder.At("B.dll"), "tape");
        var set = Load();
        set.Plugins.Should().ContainSingle().Which.Assembly.GetName().Name.Should().Be("A");
        set.Problems.Should().ContainSingle().Which.Should().Match("plugin *B.dll: Two parts are called signal reader 'tape': Tape of A 2.3.4 and Tape of B 2.3.4. Rename one*");
    }

    [Fact]
    public void Load_MalformedPartName_SaysSoAndGoesOn()
    {
        Made.Reader(_folder.At("Bad.dll"), "Bad_Name");
        Made.Reader(_folder.At("Whole.dll"));
        ShouldGoOn("Bad.dll", "*lower-case words joined by dashes; got 'Bad_Name'*");
    }

    [Fact]
    public void Load_SameAssemblyTwice_SaysWhichIsLeftOut()
    {
        Made.Reader(_folder.At("A.dll"));
        File.Copy(_folder.At("A.dll"), _folder.At("copy of A.dll"));
        ShouldGoOn("copy of A.dll", "*it is the assembly A again, which *A.dll is. Leave one of them out.");
    }

    [Fact]
    public void Load_FolderTwice_IsReadOnce()
    {
        Made.Reader(_folder.At("A.dll"));
        Load(new PluginSpec { Folders = [_folder.Root, Path.Combine(_folder.Root, ".")] }).Should().Match<PluginSet>(set => set.Problems.Count == 0 && set.Plugins.Count == 1);
    }

    [Fact]
    public void Load_NoSuchFolder_SaysSo() =>
        Load(new PluginSpec { Folders = [_folder.At("none")] }).Problems.Should().Equal($"plugins.folders: there is no folder {_folder.At("none")}.");

    [Fact]
    public void Load_Trusted_TakesWhatIsPinnedAndNothingElse()
    {
        Made.Reader(_folder.At("Good.dll"), "good-tape");
        Made.Reader(_folder.At("Strange.dll"), "strange-tape");
        var set = Load(new PluginSpec { Folders = [_folder.Root], Trusted = [PluginFile.Hash(_folder.At("Good.dll")).ToUpperInvariant()] });
        set.Plugins.Should().ContainSingle().Which.Path.Should().EndWith("Good.dll");
        set.Problems.Should().ContainSingle().Which.Should().Match("plugin *Strange.dll: the SHA-256 of Strange.dll, *, is not among plugins.trusted.");
    }

    [Fact]
    public void Load_TrustedPlugin_MayNotBringWhatIsNotTrusted()
    {
        Made.Referring(_folder.At("Needy.dll"), (Contracts.AssemblyName, new(1, 0, 0, 0)), ("Helper", new(1, 0, 0, 0)));
        Made.Referring(_folder.At("Helper.dll"));
        Load(new PluginSpec { Folders = [_folder.Root], Trusted = [PluginFile.Hash(_folder.At("Needy.dll"))] }).Problems
            .Should().ContainSingle().Which.Should().Match("plugin *Needy.dll: the SHA-256 of Helper.dll, *, is not among plugins.trusted.");
    }

    [Fact]
    public void Load_PinThatIsNone_SaysSo() =>
        Load(new PluginSpec { Trusted = ["12ab"] }).Problems.Should().Equal("plugins.trusted: expected SHA-256 in 64 hexadecimal digits; got '12ab'.");

    [Fact]
    public void Load_Strict_ThrowsEveryProblem()
    {
        File.WriteAllText(_folder.At("a.dll"), "");
        File.WriteAllText(_folder.At("b.dll"), "");
        var load = () => Load(new PluginSpec { Folders = [_folder.Root], Strict = true });
        load.Should().Throw<ConfigurationException>().Which.Errors.Should().HaveCount(2);
    }

    [Fact]
    public void AddEegaviPlugins_WarnsAndGoesOn()
    {
        Made.Reader(_folder.At("A.dll"));
        File.WriteAllText(_folder.At("b.dll"), "");
        var warnings = new List<string>();
        using var services = new ServiceCollection().AddEegaviParts(typeof(DeskLamp).Assembly).AddEegaviPlugins(new() { Folders = [_folder.Root] }, warnings.Add).BuildServiceProvider();
        services.GetRequiredService<PartCatalog>().OfKind(typeof(ISignalReader)).Should().ContainSingle();
        warnings.Should().ContainSingle().Which.Should().Contain("b.dll");
    }

    [Fact]
    public void AddEegaviPlugins_Twice_AddsBoth()
    {
        using var second = new Folder();
        Made.Reader(_folder.At("A.dll"), "tape-a");
        Made.Reader(second.At("B.dll"), "tape-b");
        using var services = new ServiceCollection().AddEegaviParts(typeof(DeskLamp).Assembly)
            .AddEegaviPlugins(new() { Folders = [_folder.Root] }, _ => { }).AddEegaviPlugins(new() { Folders = [second.Root] }, _ => { }).BuildServiceProvider();
        services.GetRequiredService<PartCatalog>().OfKind(typeof(ISignalReader)).Select(part => part.Name).Should().Equal("tape-a", "tape-b");
        services.GetRequiredService<PluginSet>().Plugins.Should().HaveCount(2);
    }

    [Fact]
    public void Create_ConstructorThatThrows_NamesThePlugin()
    {
        Made.Reader(_folder.At("Torn.dll"), fails: true);
        var parts = new Parts(Load().Catalog);
        parts.Invoking(p => p.Create(new Part<ISignalReader>("tape"), new PartSizes())).Should().Throw<ConfigurationException>()
            .WithMessage("The signal reader 'tape' of Torn 2.3.4 cannot be made: InvalidOperationException: the tape is torn");
    }

    [Fact]
    public void Fault_InAPluginsCode_IsThePlugins()
    {
        var tape = new Parts(PluginLoader.LoadFile(Host, Made.Reader(_folder.At("Tapes.dll"))).Catalog).Create(new Part<ISignalReader>("tape"), new PartSizes());
        var fault = tape.Invoking(t => t.CanRead("")).Should().Throw<NullReferenceException>().Which;
        PluginFault.Origin(fault).Should().Be("Tapes 2.3.4");
        PluginFault.Origin(new InvalidOperationException("ours")).Should().BeNull();
    }

    [Fact]
    public void LoadFile_TakesThatFileAlone()
    {
        Made.Reader(_folder.At("A.dll"), "tape-a");
        Made.Reader(_folder.At("B.dll"), "tape-b");
        PluginLoader.LoadFile(Host, _folder.At("B.dll")).Catalog.OfKind(typeof(ISignalReader)).Select(part => part.Name).Should().Equal("tape-b");
    }

    [Fact]
    public void LoadFile_NoPlugin_SaysSo()
    {
        Made.Referring(_folder.At("Helper.dll"));
        var load = () => PluginLoader.LoadFile(Host, _folder.At("Helper.dll"));
        load.Should().Throw<ConfigurationException>().WithMessage("*it does not reference EEGAVI.Abstractions, so it is no plugin.");
    }

    [Fact]
    public void LoadFile_NameOfTheHosts_SaysSo()
    {
        var load = () => PluginLoader.LoadFile(Host, Made.Reader(_folder.At("Scrutor.dll")));
        load.Should().Throw<ConfigurationException>().WithMessage("*EEGAVI has an assembly called Scrutor itself*");
    }

    public void Dispose() => _folder.Dispose();

    private PluginSet Load(PluginSpec? spec = null) => PluginLoader.Load(Host, spec ?? new() { Folders = [_folder.Root] });

    // One sentence for the bad file; the good one beside it is there.
    private void ShouldGoOn(string bad, string sentence)
    {
        var set = Load();
        set.Plugins.Should().ContainSingle();
        set.Problems.Should().ContainSingle().Which.Should().Match($"plugin *{bad}{sentence}").And.NotContain("\n");
    }
}
