using System.Diagnostics;

namespace Eegavi.Plugins.Tests;

/// <summary>What may lie in a folder besides good plugins, and what may stand in its place.</summary>
public sealed class PluginFolderTests : IDisposable
{
    private static readonly PartCatalog Host = PartCatalog.Scan(typeof(DeskLamp).Assembly);
    private readonly Folder _folder = new(), _elsewhere = new();

    [SkippableFact]
    public void Load_LinkOutOfTheFolder_IsNotFollowed()
    {
        Skip.If(OperatingSystem.IsWindows(), "links need a privilege there");
        File.CreateSymbolicLink(_folder.At("Tapes.dll"), Made.Reader(_elsewhere.At("Tapes.dll")));
        ShouldGoOn($"plugin *: Tapes.dll is a link to {_elsewhere.At("Tapes.dll")}, outside its folder. Name that file's folder, or copy the file.");
    }

    [SkippableFact]
    public void Load_DependencyThatIsALinkOutOfTheFolder_IsNotFollowed()
    {
        Skip.If(OperatingSystem.IsWindows(), "links need a privilege there");
        Made.Referring(_folder.At("Needy.dll"), (Contracts.AssemblyName, new(1, 0, 0, 0)), ("Helper", new(1, 0, 0, 0)));
        File.CreateSymbolicLink(_folder.At("Helper.dll"), Made.Referring(_elsewhere.At("Helper.dll")));
        Load().Problems.Should().HaveCount(2).And.AllSatisfy(problem => problem.Should().Contain("Helper.dll is a link to"));
    }

    [SkippableFact]
    public void Load_LinkWithinTheFolder_IsFollowed()
    {
        Skip.If(OperatingSystem.IsWindows(), "links need a privilege there");
        Directory.CreateDirectory(_folder.At("..data"));
        Made.Reader(_folder.At("..data", "Tapes.dll"));
        File.CreateSymbolicLink(_folder.At("Tapes.dll"), Path.Combine("..data", "Tapes.dll"));
        Load().Should().Match<PluginSet>(set => set.Problems.Count == 0 && set.Plugins.Count == 1);
    }

    [SkippableFact]
    public async Task Load_Pipe_IsNotWaitedFor()
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no mkfifo");
        using (var made = Process.Start("mkfifo", _folder.At("Pipe.dll"))) await made.WaitForExitAsync();
        await Task.Run(() => ShouldGoOn("plugin *Pipe.dll: it is no .NET assembly, or a damaged one.")).WaitAsync(TimeSpan.FromMinutes(1));
    }

    // As large as a native library may be, and larger than the reader of metadata takes.
    [Fact]
    public void Load_HugeFile_SaysSoAndGoesOn()
    {
        using (var huge = File.Create(_folder.At("Huge.dll"))) huge.SetLength(3L << 30);
        ShouldGoOn("plugin *Huge.dll: it is no .NET assembly, or a damaged one.");
    }

    [Fact]
    public void Load_Zeros_SaysSoAndGoesOn()
    {
        // A copy that broke off leaves them.
        File.WriteAllBytes(_folder.At("Zeros.dll"), new byte[5000]);
        ShouldGoOn("plugin *Zeros.dll: it is no .NET assembly, or a damaged one.");
    }

    [SkippableFact]
    public void Load_LineBreakInAName_StaysOneLine()
    {
        Skip.If(OperatingSystem.IsWindows(), "no name may hold it");
        _folder.Write("two\nlines.dll", "no assembly");
        ShouldGoOn("plugin *two lines.dll: it is no .NET assembly*");
    }

    [Fact]
    public void Load_FolderWithASlashBehindIt_IsTheSameFolder()
    {
        Made.Reader(_folder.At("A.dll"));
        Load(_folder.Root, _folder.Root + Path.DirectorySeparatorChar).Should().Match<PluginSet>(set => set.Problems.Count == 0 && set.Plugins.Count == 1);
    }

    [Fact]
    public void Load_FileInPlaceOfAFolder_SaysWhatToName() =>
        Load(_folder.Write("A.dll", "")).Problems.Should().Equal($"plugins.folders: expected a folder; got the file {_folder.At("A.dll")}. Name the folder that it lies in.");

    [Fact]
    public void Load_WhatIsNoPath_CostsOneLine()
    {
        Made.Reader(_folder.At("A.dll"));
        var set = Load("a\0b", _folder.Root);
        set.Problems.Should().ContainSingle().Which.Should().StartWith("plugins.folders: ");
        set.Plugins.Should().ContainSingle();
    }

    [Fact]
    public void Load_BadPluginFirst_DoesNotCostAGoodOneOfItsName()
    {
        Made.Referring(_elsewhere.At("Tapes.dll"), (Contracts.AssemblyName, new(2, 0, 0, 0)));
        Made.Reader(_folder.At("Tapes.dll"));
        var set = Load(_elsewhere.Root, _folder.Root);
        set.Problems.Should().ContainSingle().Which.Should().Contain("version 2.0 of the contracts");
        set.Plugins.Should().ContainSingle().Which.Path.Should().Be(_folder.At("Tapes.dll"));
    }

    // Ours would be taken for it, and its parts would be missing without a word.
    [Fact]
    public void Load_PluginThatHasTheNameOfALibraryOfTheHosts_SaysSo()
    {
        Made.Reader(_folder.At("Scrutor.dll"));
        Load().Problems.Should().ContainSingle().Which.Should().Match("plugin *Scrutor.dll: EEGAVI has an assembly called Scrutor itself; give the plugin's another name.");
    }

    [Fact]
    public void Load_DamagedDependency_IsNamed()
    {
        Made.Referring(_folder.At("Needy.dll"), (Contracts.AssemblyName, new(1, 0, 0, 0)), ("Helper", new(1, 0, 0, 0)));
        _folder.Write("Helper.dll", "no assembly");
        Load().Problems.Should().SatisfyRespectively(
            helper => helper.Should().Match("plugin *Helper.dll: it is no .NET assembly, or a damaged one."),
            needy => needy.Should().Match("plugin *Needy.dll: Needy needs Helper 1.0.0.0, and that file is no .NET assembly, or a damaged one."));
    }

    [Fact]
    public void Load_OptionOfATypeThatNoFileCanGive_SaysWhichToTake()
    {
        Made.Reader(_folder.At("Tapes.dll"), option: typeof(List<int>));
        Load().Problems.Should().ContainSingle().Which.Should().Match(
            "plugin *Tapes.dll: signal reader 'tape': the option 'length' of TapeOptions is of type System.Collections.Generic.List`1?System.Int32?, which no configuration can give. Take int, *");
    }

    [Theory]
    [InlineData(typeof(string))]
    [InlineData(typeof(int[]))]
    [InlineData(typeof(IReadOnlyDictionary<string, PaperShadeOptions>))]
    public void Load_OptionOfATypeThatAFileCanGive_IsTaken(Type option)
    {
        Made.Reader(_folder.At("Tapes.dll"), option: option);
        Load().Problems.Should().BeEmpty();
    }

    [Fact]
    public void Load_DocumentationNestedDeeperThanTheStack_IsRead()
    {
        const int depth = 5000;
        Made.Reader(_folder.At("Tapes.dll"));
        _folder.Write("Tapes.xml", $"<doc><members><member name='T:Tape'><summary>{string.Concat(Enumerable.Repeat("<b>", depth))}Deep.{string.Concat(Enumerable.Repeat("</b>", depth))}</summary></member></members></doc>");
        var (part, summary) = (Load().Catalog.Find(typeof(ISignalReader), "tape"), "");
        var thread = new Thread(() => summary = part.Summary, maxStackSize: 256 * 1024);
        thread.Start();
        thread.Join();
        summary.Should().Be("Deep.");
    }

    [Fact]
    public void LoadFile_TakesARelativePath()
    {
        var path = Made.Reader(_folder.At("Tapes.dll"));
        PluginLoader.LoadFile(Host, Path.GetRelativePath(Environment.CurrentDirectory, path)).Plugins.Should().ContainSingle().Which.Path.Should().Be(path);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _elsewhere.Dispose();
    }

    private PluginSet Load(params string[] folders) => PluginLoader.Load(Host, new() { Folders = folders.Length > 0 ? folders : [_folder.Root] });

    // One line for what is bad; the good one beside it is there.
    private void ShouldGoOn(string line)
    {
        Made.Reader(_folder.At("Whole.dll"), "whole");
        var set = Load();
        set.Plugins.Should().ContainSingle();
        set.Problems.Should().ContainSingle().Which.Should().Match(line).And.NotContain("\n");
    }
}
