using Eegavi.Training.Metrics;
using TorchSharp;
using static TorchSharp.torch;

namespace Eegavi.Training.Tests;

public class ComputeDeviceTests
{
    private readonly PairData _data = new();

    [Fact]
    public void Find_Auto_IsTheGraphicsProcessorWhereThereIsOne() =>
        ComputeDevice.Find("auto").type.Should().Be(cuda.is_available() ? DeviceType.CUDA : DeviceType.CPU);

    [Theory, InlineData("cuda:99"), InlineData("cuda:-1"), InlineData("cuda:one"), InlineData("gpu")]
    public void Find_ADeviceThatIsNotHere_SaysWhatIs(string name)
    {
        var find = () => ComputeDevice.Find(name);
        find.Should().Throw<ArgumentException>().WithMessage($"*expected cpu*got '{name}'*doctor*");
    }

    [Fact]
    public void Fit_ADeviceThatIsNotHere_IsRefusedBeforeTheFirstStep()
    {
        var (model, objective, spec) = Bench.Build(Bench.Fused);
        var fit = () => new Trainer(model, objective, spec.Training with { Device = "cuda:99" }).Fit(_data, _data.All);
        fit.Should().Throw<ArgumentException>().WithMessage("*got 'cuda:99'*");
    }

    [SkippableFact]
    public void Fit_OnAGraphicsProcessor_LearnsWhatTheCpuLearns()
    {
        Skip.IfNot(cuda.is_available(), "there is no graphics processor");
        var (here, there) = (Trained("cpu"), Trained("cuda"));

        there.Device.type.Should().Be(DeviceType.CUDA);
        there.Loss.Should().BeApproximately(here.Loss, 0.02);
        there.Accuracy.Should().BeApproximately(here.Accuracy, 0.03);
        // What it saves is read anywhere.
        there.Saved.Should().BeApproximately(here.Saved, 0.05 * here.Saved);
    }

    [SkippableFact]
    public void Fit_OnAGraphicsProcessor_LeavesNoTensorBehind()
    {
        Skip.IfNot(cuda.is_available(), "there is no graphics processor");
        var (model, objective, spec) = Bench.Build(Bench.Fused);
        var alive = new List<long>();
        new Trainer(model, objective, spec.Training with { Device = "cuda" }).Fit(_data, _data.All, new Relay(() => alive.Add(Tensor.TotalCount)));

        alive.Skip(1).Distinct().Should().ContainSingle();
    }

    private (Device Device, double Loss, double Accuracy, double Saved) Trained(string device)
    {
        var (model, objective, spec) = Bench.Build(Bench.Fused);
        using var _ = model;
        var result = new Trainer(model, objective, spec.Training with { Device = device }).Fit(_data, _data.All);
        var predictions = Evaluator.Predict(model, _data, _data.All, "pair", "pair");
        var path = Path.GetTempFileName();
        try
        {
            ModuleWeights.Save(model, path);
            using var file = SafetensorsFile.Open(path);
            using var scope = NewDisposeScope();
            return (model.Device, result.FinalLoss!.Value, Classification.Score(predictions.Logits, predictions.Targets).BalancedAccuracy, file.Names.Sum(name => file.Read(name).abs().sum().ToDouble()));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private sealed class Relay(Action report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report();
    }
}
