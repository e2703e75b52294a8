using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ReplayGraph.Intake.Grouping;

namespace ReplayGraph.Intake.Tests.Grouping;

public sealed class ParameterizationTests
{
    private static void AssertMasked(string masked, string message)
    {
        using JsonDocument document = JsonDocument.Parse(JsonSerializer.Serialize(new { message }));
        byte[] expected = Encoding.UTF8.GetBytes($"grouping=2\0project=7\0message={masked}\0");
        Assert.Equal(
            EventId.Parse(Convert.ToHexStringLower(MD5.HashData(expected))).Value,
            StandAloneGrouping.Of(document.RootElement, new(7)).PrimaryHash);
    }

    [Theory]
    [InlineData("23")]
    [InlineData("-23")]
    [InlineData("12345678")]
    [InlineData("0.23")]
    [InlineData("4,150,908")]
    [InlineData("0x7ffd5e1a")]
    [InlineData("0XDEADBEEF")]
    [InlineData("9af8c3be")]
    [InlineData("9AF8C3BE3A1231FE")]
    [InlineData("a93c7d2")]
    [InlineData("deadbeef")]
    [InlineData("0751007cd28df267e8e051b51f918c60")]
    [InlineData("5fc35719b9cf96ec602dbc748ff31c587a46961d")]
    [InlineData("7c1811ed-e98f-4c9c-a9f9-58c757ff494f")]
    [InlineData("7C1811ED-E98F-4C9C-A9F9-58C757FF494F")]
    [InlineData("10.0.0.1")]
    [InlineData("10.0.0.1:8080")]
    [InlineData("10.0.0.0/24")]
    [InlineData("::1")]
    [InlineData("fe80::1%eth0")]
    [InlineData("2001:db8::cbe:908:2013")]
    [InlineData("::ffff:192.168.1.1")]
    [InlineData("1121:0c03:1231:130d:0000:16da:0908:da07")]
    [InlineData("00:1b:63:84:45:e6")]
    [InlineData("ada@example.com")]
    [InlineData("ada.l+x@mail.example.com")]
    [InlineData("https://example.com/a/b?c=1#d")]
    [InlineData("wss://10.0.0.1:80/x")]
    [InlineData("'ada'")]
    [InlineData("\"a b\"")]
    [InlineData("\"a \\\" b\"")]
    [InlineData("`x`")]
    [InlineData("“x y”")]
    [InlineData("‘x y’")]
    [InlineData("„x y“")]
    [InlineData("«x y»")]
    [InlineData("u'ada'")]
    [InlineData("b\"ada\"")]
    [InlineData("1e10")]
    [InlineData("2.25E-3")]
    [InlineData("PT1H30M")]
    [InlineData("P3DT4H")]
    [InlineData("10/Oct/2000:13:55:36 -0700")]
    [InlineData("January 2nd, 2024")]
    [InlineData("01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_1")]
    [InlineData("0ms")]
    [InlineData("1.5s")]
    [InlineData("1h30m")]
    [InlineData("1 second")]
    [InlineData("30 seconds")]
    [InlineData("5 min")]
    [InlineData("2 hours")]
    [InlineData("2026-11-20")]
    [InlineData("2026-11-20T15:04:05Z")]
    [InlineData("2026-11-20 15:04:05.123")]
    [InlineData("2026-11-20T15:04:05.999999999+01:00")]
    [InlineData("20261120T150405+0100")]
    [InlineData("20261120 150405")]
    [InlineData("11/20/2026")]
    [InlineData("Nov 20, 2026")]
    [InlineData("Mon Jan 02, 1999")]
    [InlineData("Mon, 02 Jan 2006 15:04:05 MST")]
    [InlineData("Mon, 02 Jan 2006 15:04:05 -0700")]
    [InlineData("Monday, 02-Jan-06 15:04:05 MST")]
    [InlineData("Mon Jan 02 2006 14:04:05 GMT-0800 (Pacific Standard Time)")]
    [InlineData("Wed Apr 17 22:31:45 2019")]
    [InlineData("datetime.datetime(2025, 6, 24, 18, 33, 0)")]
    [InlineData("15:04:05")]
    [InlineData("9:08")]
    [InlineData("11:21 PM")]
    public void EachValueIsOneSign(string value)
    {
        AssertMasked("found # there", $"found {value} there");
        AssertMasked("found (#), then", $"found ({value}), then");
    }

    [Theory]
    [InlineData("A quick brown fox")]
    [InlineData("can't open the users' file, don't retry")]
    [InlineData("Option::unwrap()")]
    [InlineData("Bee::buzz() and Fee::add()")]
    [InlineData("the facade was added")]
    [InlineData("a = true")]
    [InlineData("may the march fail")]
    public void WordsStay(string text) => AssertMasked(text, text);

    [Theory]
    [InlineData("key='a b' flag=true n=5", "key=# flag=# n=#")]
    [InlineData("utf8 worker17", "utf# worker#")]
    [InlineData("job_8371 maisey-908", "job_# maisey-#")]
    [InlineData("'ada' 5", "'ada' #")]
    [InlineData("{\"code\":\"red\",\"n\":5}", "{\"code\":\"red\",\"n\":#}")]
    [InlineData("b='value\"", "b='value\"")]
    [InlineData("a/7c1811ed-e98f-4c9c-a9f9-58c757ff494f/b", "a/#/b")]
    public void WhatStandsAroundAValueStays(string text, string masked) => AssertMasked(masked, text);

    [Fact]
    public void OnlyTheStartCounts()
    {
        AssertMasked("a\nb", "\na\n\n  \r\nb\nc 5");
        AssertMasked(new string('x', 8192), new string('x', 9000));
    }
}
