"""What comes on a control connection is an answer to us or news, and news may have an answer in it."""

import asyncio

from zuoxi.switch.ami import AmiClient

HELLO = b"Asterisk Call Manager/9.0.0\r\n"
GUESS = (
    b"Event: ChallengeResponseFailed\r\nAccountID: p-1\r\nRemoteAddress: IPV4/UDP/203.0.113.7/5060\r\n"
    b"Challenge: 1/2\r\nResponse: 0fda\r\nExpectedResponse:\r\n\r\n"
)


async def test_a_wrong_answer_to_a_challenge_is_news_and_no_answer_of_ours():
    async def node(reader, writer):
        writer.write(HELLO)
        login = (await reader.readuntil(b"\r\n\r\n")).decode()
        key = login.split("ActionID: ")[1].split("\r\n")[0]
        writer.write(GUESS + f"Response: Success\r\nActionID: {key}\r\n\r\n".encode())
        await reader.read()
        writer.close()

    server = await asyncio.start_server(node, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    heard = []
    client = await AmiClient.connect(host, port, "somebody", "secret", heard.append)
    await client.close()
    server.close()
    assert [(news["Event"], news["Response"]) for news in heard] == [("ChallengeResponseFailed", "0fda")]
