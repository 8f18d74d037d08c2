using static TorchSharp.torch;

namespace Eegavi.Tests;

public class DiagnosticsTests
{
    [Fact]
    public void Reports_nothing_when_nobody_collects()
    {
        using (Diagnostics.Collect()) Diagnostics.Wanted.Should().BeTrue();
        Diagnostics.Wanted.Should().BeFalse();
        Diagnostics.Within("block").Should().BeNull();
        using var value = ones(2);
        FluentActions.Invoking(() => Diagnostics.Report("gate", value)).Should().NotThrow();
    }

    [Fact]
    public void Keeps_the_mean_under_the_path_of_the_open_scopes()
    {
        using var value = tensor([1.0, 2.0, 6.0]);
        using var diagnostics = Diagnostics.Collect();
        using (Diagnostics.Within("fusion_0"))
        using (Diagnostics.Within("audio")) Diagnostics.Report("gate", value);
        Diagnostics.Report("norm", value);
        diagnostics.Values.Should().Equal(new Dictionary<string, double> { ["fusion_0.audio.gate"] = 3, ["norm"] = 3 });
    }

    [Fact]
    public void An_inner_collection_takes_what_is_reported_while_it_is_open()
    {
        using var value = ones(2);
        using var outer = Diagnostics.Collect();
        using (var inner = Diagnostics.Collect())
        {
            Diagnostics.Report("gate", value);
            inner.Values.Should().ContainKey("gate");
        }
        Diagnostics.Report("after", value);
        outer.Values.Keys.Should().Equal("after");
    }
}
