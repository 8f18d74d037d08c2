using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace Eegavi.Cli.Tests;

/// <summary>What a user gets who has no checkout: packages, the installed tool, a plugin of the template.</summary>
public class PackageTests(PackageFeed feed, TemplateStore store) : IClassFixture<PackageFeed>, IClassFixture<TemplateStore>
{
    private static readonly string LibTorch = XDocument.Load(Path.Combine(Repository.Folder, "Directory.Packages.props")).Descendants("LibTorch").Single().Value;

    [Fact]
    public void Pack_GivesEveryProjectAndTheTool_WithoutLibtorchAndWithoutFoldersOfThisMachine()
    {
        feed.Packed.Code.Should().Be(0, feed.Packed.Output + feed.Packed.Error);
        var packages = Directory.GetFiles(feed.At("feed"), "*.nupkg");
        packages.Should().HaveCount(Directory.GetDirectories(Path.Combine(Repository.Folder, "src")).Length);
        foreach (var package in packages)
        {
            new FileInfo(package).Length.Should().BeLessThan(40 << 20, package);
            using var zip = ZipFile.OpenRead(package);
            zip.Entries.Select(entry => entry.Name).Should().NotContain(name => name.StartsWith("libtorch", StringComparison.Ordinal));
            foreach (var entry in zip.Entries.Where(entry => entry.Name.StartsWith("eegavi", StringComparison.OrdinalIgnoreCase) && entry.Name.EndsWith(".dll", StringComparison.Ordinal)))
                Encoding.Latin1.GetString(Bytes(entry)).Should().NotContain(feed.At("sources"), $"{package} {entry.FullName}");
        }
    }

    [Fact]
    public void ANewConsoleProject_TrainsAndEmbedsThroughMlNet()
    {
        Directory.CreateDirectory(feed.At("console"));
        File.WriteAllText(feed.At("console/console.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable></PropertyGroup>
              <ItemGroup>
                <PackageReference Include="EEGAVI.MachineLearning" Version="{feed.Version}" />
                <PackageReference Include="libtorch-cpu-linux-x64" Version="{LibTorch}" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(feed.At("console/Program.cs"), Program);
        var built = feed.Run("console", "dotnet", "build", "-v", "quiet", "-nologo");
        built.Code.Should().Be(0, built.Output + built.Error);
        built.Output.Should().NotContain("EEGAVI001");

        var answer = feed.Run("console", feed.At("console/bin/Debug/net10.0/console"));
        answer.Code.Should().Be(0, answer.Output + answer.Error);
        answer.Output.Trim().Should().Be("1 tensor, 48 embeddings of 16, moods known: True");

        // A project without a package of libtorch hears it when it is built.
        feed.Run("console", "dotnet", "build", "--no-restore", "--no-incremental", "-p:TorchSharpCpuPackage=", "-nologo").Output
            .Should().Contain("EEGAVI001").And.Contain($"dotnet add package libtorch-cpu-linux-x64 --version {LibTorch}");
    }

    [SkippableFact]
    public void TheInstalledTool_ChecksAPluginOfTheTemplateAndTrains()
    {
        var installed = feed.Run(".", "dotnet", "tool", "install", "eegavi", "--tool-path", feed.At("tool"), "--version", feed.Version);
        installed.Code.Should().Be(0, installed.Output + installed.Error);
        store.Make("eegavi-plugin", "Mine", feed.At("Mine"));
        var project = feed.At("Mine/Mine.csproj");
        File.WriteAllText(project, File.ReadAllText(project).Replace("\"0.1.0\"", $"\"{feed.Version}\"", StringComparison.Ordinal));
        var built = feed.Run("Mine", "dotnet", "build", "-c", "Release", "-v", "quiet", "-nologo");
        built.Code.Should().Be(0, built.Output + built.Error);

        var check = feed.Run("Mine", feed.At("tool/eegavi"), "plugin", "check", "bin/Release/net10.0/Mine.dll");
        check.Code.Should().Be(0, check.Output + check.Error);
        check.Output.Should().MatchRegex("per-token +[0-9]+ rules hold");
        File.WriteAllText(feed.At("run.json"), Run);
        var train = feed.Run(".", feed.At("tool/eegavi"), "train", "run.json", "--out", "out", "--plugins", "Mine/bin/Release/net10.0");
        train.Code.Should().Be(0, train.Output + train.Error);
        train.Output.Should().Contain("last loss");
    }

    private const string Run = """
        { "data": { "folder": "tokens", "make": { "level": "tokens", "subjects": 4 }, "modalities": { "audio": {}, "eeg": {} } },
          "model": { "width": 16,
                     "query": { "modality": "eeg", "encoder": { "type": "precomputed", "width": 16 } },
                     "context": { "audio": { "encoder": { "type": "precomputed", "width": 16 } } },
                     "fusion": [ { "type": "gated-xattn", "heads": 2, "headWidth": 8, "gate": "per-token" } ],
                     "heads": { "X": { "outputs": 2 } } },
          "losses": [ { "type": "cross-entropy", "head": "X" } ],
          "training": { "epochs": 1 } }
        """;

    private const string Program = """
        using Eegavi.Encoders;
        using Eegavi.Fusion;
        using Eegavi.Losses;
        using Eegavi.MachineLearning;
        using Eegavi.Models;
        using Microsoft.ML;
        using Microsoft.ML.Data;

        // Before anything of EEGAVI.
        var first = TorchSharp.torch.ones(1);
        var random = new Random(1);
        var trials = Enumerable.Range(0, 48).Select(i => new Trial { Mood = i % 2 == 0 ? "calm" : "glad", Subject = $"P{i % 6}", Eeg = Tokens(i % 2), Audio = Tokens(0) }).ToList();
        var ml = new MLContext(seed: 1);
        var table = ml.Data.LoadFromEnumerable(trials);
        var described = FusionModel.Compose(width: 16)
            .Query("eeg", new PrecomputedEncoderOptions { Width = 16 })
            .Context("audio", new PrecomputedEncoderOptions { Width = 16 })
            .Fuse(new GatedCrossAttentionOptions { Heads = 2, HeadWidth = 8 })
            .Head("mood", outputs: 2)
            .Loss(new CrossEntropyOptions(), head: "mood");
        var pipeline = ml.Transforms.Conversion.MapValueToKey("mood")
            .Append(ml.Transforms.Eegavi(new FusionOptions { Model = described.Model, Losses = described.Losses, GroupColumn = "subject" }))
            .AppendCacheCheckpoint(ml)
            .Append(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("mood", "Embedding"));
        var scored = pipeline.Fit(table).Transform(table);
        var embeddings = scored.GetColumn<float[]>("Embedding").ToList();
        var known = ml.MulticlassClassification.Evaluate(scored, "mood").MicroAccuracy > 0.9;
        Console.WriteLine($"{first.numel()} tensor, {embeddings.Count} embeddings of {embeddings[0].Length}, moods known: {known}");

        float[] Tokens(float mean) => [.. Enumerable.Range(0, 5 * 16).Select(_ => mean + (float)random.NextDouble())];

        class Trial
        {
            [ColumnName("eeg")] public float[] Eeg { get; set; } = [];
            [ColumnName("audio")] public float[] Audio { get; set; } = [];
            [ColumnName("mood")] public string Mood { get; set; } = "";
            [ColumnName("subject")] public string Subject { get; set; } = "";
        }
        """;

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
