namespace Eegavi.Cli.Tests;

public class DoctorTests
{
    [Fact]
    public void Doctor_SaysWhatItFoundAndMeasured()
    {
        var answer = EegaviTool.Run("doctor");
        answer.Code.Should().Be(0);
        answer.Output.Should().MatchRegex(@"float32\s+\d+ GFLOP/s").And.MatchRegex(@"bfloat16\s+\d+ GFLOP/s").And.Contain("ffmpeg version");
    }
}
