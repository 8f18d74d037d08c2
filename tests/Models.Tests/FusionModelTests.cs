using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Models.Tests;

public class FusionModelTests
{
    public static TheoryData<string> Blocks => new() { "gated-xattn", "late-concat", "late-gated", "late-sum" };

    [Theory, MemberData(nameof(Blocks))]
    public void Forward_GivesAnEmbeddingAndEachHead(string block)
    {
        using var model = Make.Model(Make.Spec(block));
        using var output = model.call(Make.Batch());
        output.Embedding.shape.Should().Equal(3, 16);
        output.Predictions["mood"].shape.Should().Equal(3, 3);
        output.Vector("context.audio").Values.shape.Should().Equal(3, 4);
        output.Vector("query").Values.shape.Should().Equal(3, 16);
    }

    [Theory, MemberData(nameof(Blocks))]
    public void Forward_WithoutAKey_IsTheSameAsWithAllOfItInvalid(string block)
    {
        using var model = Make.Model(Make.Spec(block));
        model.eval();
        var invalid = Make.Batch();
        invalid.Modalities["audio"].Valid.fill_(false);
        using var absent = model.call(Make.Batch(without: "audio"));
        using var masked = model.call(invalid);
        absent.Embedding.allclose(masked.Embedding).Should().BeTrue();
        absent.Embedding.isfinite().all().ToBoolean().Should().BeTrue();
    }

    [Theory, MemberData(nameof(Blocks))]
    public void Forward_OfARow_DoesNotDependOnTheOthers(string block)
    {
        using var model = Make.Model(Make.Spec(block));
        model.eval();
        var changed = Make.Batch();
        changed.Modalities["audio"].Values[2].normal_();
        changed.Modalities["eeg"].Values[1].normal_();
        using var before = model.call(Make.Batch());
        using var after = model.call(changed);
        after.Embedding[0].allclose(before.Embedding[0]).Should().BeTrue();
        after.Embedding[1].allclose(before.Embedding[1], rtol: 1e-3).Should().BeFalse();
    }

    [Fact]
    public void Forward_WithoutTheQuery_SaysWhatItExpected()
    {
        using var model = Make.Model(Make.Spec());
        model.Invoking(m => m.call(Make.Batch(without: "eeg"))).Should().Throw<ArgumentException>()
            .WithMessage("Expected a batch with the query's modality 'eeg'; got audio, ratings, video.");
    }

    [Fact]
    public void Parameters_AreThoseOfItsParts()
    {
        using var model = Make.Model(Make.Spec("gated-xattn"));
        var children = model.named_children().SelectMany(child => child.module.parameters()).Count();
        model.parameters().Count().Should().Be(children).And.BeGreaterThan(10);
        model.named_parameters().Select(p => p.name.Split('.')[0]).Distinct().Should()
            .Contain(["query", "fusion_0", "head_mood"]);
    }

    [Fact]
    public void Only_KeepsOneModalityAsTheQuery()
    {
        using var model = Make.Model(Make.Spec("gated-xattn") with { Only = "audio" });
        model.Spec.Query.Modality.Should().Be("audio");
        model.Spec.Fusion.Should().BeEmpty();
        using var output = model.call(Make.Batch(without: "eeg"));
        output.Embedding.shape.Should().Equal(3, 16);
    }

    [Fact]
    public void Only_UnknownModality_NamesThose() =>
        FluentActions.Invoking(() => Make.Model(Make.Spec() with { Only = "smell" })).Should().Throw<ArgumentException>()
            .WithMessage("model.only: expected one of eeg, *audio*; got 'smell'.");

    [Fact]
    public void Sidecar_WithoutDropout_ConditionsTheQuery()
    {
        using var model = Make.Model(WithTable(dropout: 0));
        foreach (var parameter in model.parameters()) using (no_grad()) parameter.add_(0.1);
        model.eval();
        using var with = model.call(Make.Batch());
        using var without = model.call(Make.Batch(without: "ratings"));
        with.Embedding.allclose(without.Embedding).Should().BeFalse();
    }

    [Fact]
    public void Sidecar_WithFullDropout_IsHiddenInTrainingOnly()
    {
        using var model = Make.Model(WithTable(dropout: 1));
        foreach (var parameter in model.parameters()) using (no_grad()) parameter.add_(0.1);
        using var hidden = model.call(Make.Batch());
        using var without = model.call(Make.Batch(without: "ratings"));
        hidden.Embedding.allclose(without.Embedding).Should().BeTrue();
        model.eval();
        using var seen = model.call(Make.Batch());
        seen.Embedding.allclose(hidden.Embedding).Should().BeFalse();
    }

    [Fact]
    public void Frozen_EncoderLearnsNothing()
    {
        var spec = Make.Spec();
        var frozen = new Encoders.PrecomputedEncoderOptions { Width = 6, OutputWidth = 9 };
        using var model = Make.Model(spec with { Query = spec.Query with { Encoder = new() { Encoder = new("precomputed", frozen), Frozen = true } } });
        using var output = model.call(Make.Batch());
        output.Embedding.sum().backward();
        model.named_parameters().Where(p => p.name.StartsWith("query.encoder", StringComparison.Ordinal)).Should()
            .NotBeEmpty().And.OnlyContain(p => !p.parameter.requires_grad && object.Equals(p.parameter.grad, null));
    }

    [Theory, MemberData(nameof(Blocks))]
    public void Steps_LeaveNoTensorBehind(string block)
    {
        using var model = Make.Model(Make.Spec(block) with { ModalityDropout = 0.5 });
        using var objective = new ObjectiveBuilder(Make.Parts).Build([new() { Loss = new("cross-entropy"), Head = "mood" }], model);
        using var optimizer = optim.AdamW(model.parameters().Concat(objective.parameters()), 1e-3);
        using var batch = Make.Batch();
        // What earlier tests left to the garbage collector would be counted away in between.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var counts = new List<long>();
        for (var step = 0; step < 100; step++)
        {
            using (NewDisposeScope())
            {
                optimizer.zero_grad();
                objective.call(model.call(batch), batch).Total!.backward();
                optimizer.step();
            }
            counts.Add(Tensor.TotalCount);
        }
        counts.Skip(1).Distinct().Should().ContainSingle();
    }

    [Theory, MemberData(nameof(Blocks))]
    public void Forward_OfABatchInAScope_LeavesItsTensorsThere(string block)
    {
        using var model = Make.Model(Make.Spec(block));
        using var outer = NewDisposeScope();
        Batch batch;
        using (var inner = NewDisposeScope())
        {
            batch = Make.Batch();
            model.call(batch);
            batch.Modalities.Values.Should().OnlyContain(window => inner.Contains(window.Values) && inner.Contains(window.Valid) && inner.Contains(window.Seconds));
        }
        outer.DisposablesCount.Should().Be(0);
    }

    private static ModelSpec WithTable(double dropout)
    {
        var spec = Make.Spec();
        return spec with
        {
            Sidecars = new Dictionary<string, SidecarSpec>
            {
                ["ratings"] = new() { Encoder = new() { Encoder = new("tabular", new Encoders.TabularEncoderOptions { Columns = 2 }) }, Dropout = dropout },
            },
            Fusion = [new() { Block = new("film-sidecar"), From = ["ratings"] }],
        };
    }
}
