using static TorchSharp.torch;

namespace Eegavi.Losses.Tests.Properties;

/// <summary>Temperatures, scales and biases are parameters without axes: by that the trainer gives them their own rate and no decay.</summary>
public class TemperatureTests
{
    private static readonly PartSizes Sizes = new() { Width = 4, ContextWidths = [4] };

    public static TheoryData<string, nn.Module> Losses => new()
    {
        { "pairs.bias pairs.log_scale", new SigLip(new() { Projector = Projection.None }, Sizes) },
        { "pairs.bias pairs.log_scale", new KdSigLip(new() { Projector = Projection.None }, Sizes) },
        { "log_scale", new InfoNce(new() { Projector = Projection.None }, Sizes) },
        { "positives.log_temperature", new MultiPositiveInfoNce(new() { Projector = Projection.None }, Sizes) },
        { "positives.log_temperature", new KdMultiPositive(new() { Projector = Projection.None }, Sizes) },
        { "log_temperature", new KdSimilarity(new(), Sizes) },
        { "first", new Ordinal(new() { Levels = 4 }, new() { Outputs = 1 }) },
    };

    [Theory]
    [MemberData(nameof(Losses))]
    public void ScalarParameters_AreTheTemperatures(string names, nn.Module loss) =>
        string.Join(' ', loss.named_parameters().Where(p => p.parameter.ndim == 0).Select(p => p.name).Order()).Should().Be(names);
}
