using Eegavi.Encoders;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Training.Tests;

public class AugmentationsTests
{
    private readonly PairData _data = new(rows: 200);

    [Fact]
    public void Apply_ChangesSomeRowsOfItsModality()
    {
        var all = new Augmentations([new() { Augmentation = new("gain"), Modality = "audio", Chance = 0.3 }], Bench.Parts);
        using var batch = _data.Make(_data.All);
        manual_seed(1);
        var seen = all.Apply(batch, AugmentationScope.Student);

        seen.Modalities["eeg"].Should().BeSameAs(batch.Modalities["eeg"]);
        seen.Modalities["audio"].Values.ne(batch.Modalities["audio"].Values).flatten(1).any(1).to_type(ScalarType.Float32).mean().ToDouble().Should().BeApproximately(0.3, 0.04);
        all.Apply(batch, AugmentationScope.Teacher).Should().BeSameAs(batch);
        all.Apply(batch, AugmentationScope.Both).Should().BeSameAs(batch);
    }

    [Fact]
    public void Apply_InTheOrderGiven()
    {
        var flat = new Augmentations(
            [
                new() { Augmentation = new("eeg-noise", new EegNoiseOptions { Microvolts = 100 }), Modality = "eeg", Chance = 1 },
                new() { Augmentation = new("gain", new GainOptions { Decibels = 0 }), Modality = "eeg", Chance = 1 },
            ], Bench.Parts);
        using var batch = _data.Make([0, 1, 2]);
        flat.Apply(batch, AugmentationScope.Student).Modalities["eeg"].Values.std().ToDouble().Should().BeGreaterThan(50);
    }

    [Fact]
    public void Fit_Augmented_IsTheSameFromASeedAndAnotherModelThanWithout()
    {
        var augmentations = new Augmentations([new() { Augmentation = new("eeg-noise", new EegNoiseOptions { Microvolts = 0.3 }), Modality = "eeg" }], Bench.Parts);
        float[] Trained(Augmentations? with)
        {
            var (model, objective, spec) = Bench.Build([]);
            new Trainer(model, objective, spec.Training with { Epochs = 1 }, with).Fit(_data, _data.All[..100]);
            return [.. Evaluator.Predict(model, _data, _data.All[..20], "pair", "pair").Logits.SelectMany(row => row)];
        }
        Trained(augmentations).Should().Equal(Trained(augmentations)).And.NotEqual(Trained(null));
    }
}
