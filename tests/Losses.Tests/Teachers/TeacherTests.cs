using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Losses.Tests;

public sealed class TeacherTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("teachers").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Precomputed_RowsInAnotherOrder_AreJoinedById()
    {
        EmbeddingFile.Write(At("e.safetensors"), ["a", "b", "c"], Vectors("fused", [1, 2], [3, 4], [5, 6]));
        using var teacher = new PrecomputedTeacher(new() { File = At("e.safetensors") });

        var said = teacher.call(Rows("c", "unknown", "a"))["fused"];

        said.Values.data<float>().ToArray().Should().Equal(5, 6, 0, 0, 1, 2);
        said.Present.data<bool>().ToArray().Should().Equal(true, false, true);
        teacher.Widths.Should().Equal(new Dictionary<string, int> { ["fused"] = 2 });
    }

    [Fact]
    public void Precomputed_ARowWithoutAVector_HasNone()
    {
        EmbeddingFile.Write(At("e.safetensors"), ["a", "b"], new Dictionary<string, IReadOnlyList<float[]?>> { ["audio"] = [null, [7, 8, 9]] });
        using var teacher = new PrecomputedTeacher(new() { File = At("e.safetensors") });

        var said = teacher.call(Rows("a", "b"))["audio"];

        said.Present.data<bool>().ToArray().Should().Equal(false, true);
        said.Values.isfinite().all().ToBoolean().Should().BeTrue();
    }

    [Fact]
    public void Precomputed_AnotherFile_HasAnotherFingerprint()
    {
        EmbeddingFile.Write(At("a.safetensors"), ["a"], Vectors("fused", [1, 2]));
        EmbeddingFile.Write(At("b.safetensors"), ["a"], Vectors("fused", [1, 3]));

        Fingerprint("a.safetensors").Should().Be(Fingerprint("a.safetensors")).And.NotBe(Fingerprint("b.safetensors"));
    }

    [Fact]
    public void Precomputed_AFileWithoutIds_SaysWhereTheyBelong()
    {
        SafetensorsWriter.Write(At("e.safetensors"), [SafetensorsArray.Of<float>("fused", new float[6], 2, 3)]);
        FluentActions.Invoking(() => new PrecomputedTeacher(new() { File = At("e.safetensors") })).Should().Throw<InvalidDataException>().WithMessage("*expected row ids in the metadata, under 'ids'*");
    }

    [Fact]
    public void Precomputed_AnArrayWithOtherRows_IsRefused()
    {
        SafetensorsWriter.Write(At("e.safetensors"), [SafetensorsArray.Of<float>("fused", new float[6], 2, 3)], new Dictionary<string, string> { ["ids"] = "a\nb\nc" });
        FluentActions.Invoking(() => new PrecomputedTeacher(new() { File = At("e.safetensors") })).Should().Throw<InvalidDataException>().WithMessage("*expected 'fused' as float32 [3, E]*got F32 [2, 3].");
    }

    [Fact]
    public void Write_VectorsOfTwoWidths_AreRefused() =>
        FluentActions.Invoking(() => EmbeddingFile.Write(At("e.safetensors"), ["a", "b"], Vectors("fused", [1], [1, 2]))).Should().Throw<ArgumentException>().WithMessage("*of one width*");

    [Fact]
    public void Vate_Weights_GiveTheThreeNetworks()
    {
        using var teacher = Vate(out var weights);
        using var audio = Window(rows: 2, tokens: 3, width: 768);

        var said = teacher.call(new Batch { Modalities = new Dictionary<string, ModalityWindow> { ["audio"] = audio }, Labels = new Dictionary<string, LabelColumn>(), RowIds = ["a", "b"], Subjects = ["s", "s"] });

        // Row 0 has two real tokens, row 1 none.
        var x = audio.Values[0, ..2].mean([0L]);
        for (var layer = 0; layer < 3; layer++)
        {
            x = weights[$"audio.{layer}.weight"].mv(x) + weights[$"audio.{layer}.bias"];
            if (layer < 2) x = x.relu();
        }
        said["audio"].Values[0].allclose(x / x.norm(), 1e-4, 1e-6).Should().BeTrue();
        said["audio"].Values[1].abs().sum().ToSingle().Should().Be(0);
        said["audio"].Present.data<bool>().ToArray().Should().Equal(true, false);
        said["video"].Present.any().ToBoolean().Should().BeFalse("the batch has no video");
        teacher.parameters().Sum(p => p.numel()).Should().Be(568_700);
        teacher.parameters().Should().OnlyContain(p => !p.requires_grad);
    }

    private string Fingerprint(string file)
    {
        using var teacher = new PrecomputedTeacher(new() { File = At(file) });
        return teacher.Fingerprint;
    }

    private VateTeacher Vate(out Dictionary<string, Tensor> weights)
    {
        manual_seed(5);
        weights = [];
        foreach (var (name, width) in new[] { ("video", 400), ("audio", 768), ("text", 768) })
        {
            foreach (var (layer, from, to) in new[] { (0, width, 200), (1, 200, 200), (2, 200, 100) })
                (weights[$"{name}.{layer}.weight"], weights[$"{name}.{layer}.bias"]) = (randn(to, from) / 10, randn(to));
        }
        weights["logit_scale"] = tensor(2.6592f);
        SafetensorsWriter.Write(At("vate.safetensors"), weights.Select(w => SafetensorsArray.Of<float>(w.Key, w.Value.data<float>().ToArray(), w.Value.shape)));
        return new(new() { Weights = At("vate.safetensors") });
    }

    private static ModalityWindow Window(int rows, int tokens, int width)
    {
        var valid = zeros([rows, tokens], ScalarType.Bool);
        valid[0, ..2] = true;
        return new() { Values = randn(rows, tokens, width), Valid = valid, Seconds = zeros(rows, tokens) };
    }

    private static Dictionary<string, IReadOnlyList<float[]?>> Vectors(string name, params float[][] rows) => new() { [name] = rows };

    private static Batch Rows(params string[] ids) => new()
    {
        Modalities = new Dictionary<string, ModalityWindow>(),
        Labels = new Dictionary<string, LabelColumn>(),
        RowIds = ids,
        Subjects = [.. ids.Select(_ => "s")],
    };

    private string At(string file) => Path.Combine(_folder, file);
}
